package dev.caravan.routefolder;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.Origin;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges names of beans, however a route mentions them. */
final class BeanRules {
  private static final Pattern IN_TEXT = Pattern.compile("\\$\\{bean:([A-Za-z_][\\w-]*)");
  private static final String BEAN = "#bean:";

  private final Set<String> beans;
  private final Findings findings;

  /** @param local beans a Kamelet brings along */
  BeanRules(Set<String> beans, Set<String> local, Findings findings) {
    this.beans = new LinkedHashSet<>(beans);
    this.beans.addAll(local);
    this.findings = findings;
  }

  /** A value that names a bean, bare or as {@code #bean:name}. */
  void reference(ConfigNode value, Map<String, String> defaults) {
    if (!value.isValue()) {
      return;
    }
    String text = Placeholders.filled(value.text(), defaults);
    if (text.startsWith("#")) {
      option(value, defaults);
    } else if (!Placeholders.isOpen(text) && !text.isBlank()) {
      name(text, value.origin());
    }
  }

  /** A value that may be anything, but with a {@code #} in front is a reference. */
  void option(ConfigNode value, Map<String, String> defaults) {
    if (!value.isValue()) {
      return;
    }
    String text = Placeholders.filled(value.text(), defaults);
    if (Placeholders.isOpen(text) || !text.startsWith("#") || text.length() == 1) {
      return;
    }
    if (text.startsWith(BEAN)) {
      name(text.substring(BEAN.length()), value.origin());
    } else if (!text.contains(":")) {
      name(text.substring(1), value.origin());
    }
  }

  /** Any text, for the beans that expressions in it call. */
  void mentioned(ConfigNode value) {
    Matcher bean = IN_TEXT.matcher(value.text());
    while (bean.find()) {
      name(bean.group(1), value.origin());
    }
  }

  void name(String name, Origin at) {
    if (!beans.contains(name)) {
      findings.add(at, "unknown-bean", "there is no bean \"" + name + "\"; expected "
          + (beans.isEmpty() ? "none: the house offers no beans" : "one the house offers: " + Diagnostics.quotedList(
              beans.stream().sorted().limit(20).toList())) + Diagnostics.didYouMean(name, beans));
    }
  }
}
