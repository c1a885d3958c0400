package dev.caravan.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who agreed to what a settings file says. Every signature is one of the file's hash, so whatever is edited afterwards is
 * not signed; layout, comments and the signatures themselves may change.
 */
public final class Signatures {
  /** The files that need all three: the model, the funnel, the groups. */
  public static final List<String> NEEDED = List.of("signals", "scoring", "scenarios", "groups", "funnel");

  private static final Pattern BLOCK = Pattern.compile("(?m)^signed:.*(\\R|\\z)((?:[ \\t]+\\S.*(\\R|\\z)|[ \\t]*\\R(?=[ \\t]+\\S))*)");

  /** On whose behalf one signs. */
  public enum Role {
    MARKETING, SALES, SPONSOR;

    /** As in files: {@code marketing}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Signatures() {}

  /** Every file that may not go live as it is, with who is missing and what to do; empty if all have agreed. */
  public static List<Diagnostic> missing(Configuration configuration) {
    List<Diagnostic> missing = new ArrayList<>();
    for (String name : NEEDED) {
      ConfigFile file = configuration.file(name);
      missing(file).ifPresent(missing::add);
    }
    return missing;
  }

  private static Optional<Diagnostic> missing(ConfigFile file) {
    Optional<ConfigNode> signed = file.root().find("signed");
    Map<Role, String> by = valid(file);
    List<String> absent = new ArrayList<>();
    for (Role role : Role.values()) {
      if (!by.containsKey(role)) {
        absent.add(role.key());
      }
    }
    if (absent.isEmpty()) {
      return Optional.empty();
    }
    String of = signed.flatMap(node -> node.find("of")).map(ConfigNode::text).orElse("");
    boolean edited = !of.isEmpty() && !signs(of, file);
    String what = edited
        ? "edited since it was signed: the signatures are of version " + of + ", and this is " + file.version()
        : "version " + file.version() + " is not signed by " + String.join(", ", absent);
    Origin place = signed.map(ConfigNode::origin).orElse(file.root().origin());
    return Optional.of(new Diagnostic(file.root().document().shown(), place.line(), place.column(), "unsigned", what
        + "; expected marketing, sales and a sponsor; have each sign what it says now: ./caravan sign --as "
        + absent.get(0) + " --name NAME " + file.name().substring(file.name().lastIndexOf('/') + 1)));
  }

  /** The signatures that hold for what the file says now. */
  public static Map<Role, String> valid(ConfigFile file) {
    Map<Role, String> by = new LinkedHashMap<>();
    file.root().find("signed").ifPresent(signed -> {
      if (signed.isMap() && signs(signed.find("of").map(ConfigNode::text).orElse(""), file)) {
        for (Role role : Role.values()) {
          signed.find(role.key()).map(ConfigNode::text).filter(name -> !name.isBlank()).ifPresent(name -> by.put(role, name));
        }
      }
    });
    return by;
  }

  private static boolean signs(String of, ConfigFile file) {
    return of.equals(file.version()) || of.equals(file.hash());
  }

  /**
   * The file's text with one more signature, at its end; those of an earlier version are dropped.
   *
   * @throws IllegalArgumentException if the file has mistakes, or the name is empty or of several lines
   */
  public static String sign(ConfigFile file, Role role, String name) {
    if (!file.diagnostics().isEmpty()) {
      throw new IllegalArgumentException("a file with mistakes cannot be signed; run \"caravan validate\" first");
    }
    if (name.isBlank() || name.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("a signature needs a name on one line, such as kim@caravan.example");
    }
    Map<Role, String> by = new LinkedHashMap<>(valid(file));
    by.put(role, name.strip());
    var text = new StringBuilder(BLOCK.matcher(file.text()).replaceFirst("").stripTrailing()).append("\n\nsigned:\n");
    for (Role each : Role.values()) {
      String signer = by.get(each);
      if (signer != null) {
        text.append("  ").append(each.key()).append(": ").append(quoted(signer)).append('\n');
      }
    }
    text.append("  of: \"").append(file.version()).append("\"\n");
    String signed = text.toString();
    ConfigFile after = ConfigFile.of(file.name(), signed);
    if (!after.diagnostics().isEmpty() || !after.hash().equals(file.hash()) || !valid(after).equals(by)) {
      throw new IllegalArgumentException("the signature cannot be put into this file as it is written; write \"signed:\""
          + " as a block of its own at its end, or remove it, and sign again");
    }
    return signed;
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
