package dev.caravan.enrich;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.ReferenceLists;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Company names: without their legal form, how alike two are, and under which keys alike ones are found.
 *
 * <p>Likeness is in thousandths; 1000 is the same name but for legal form, case and punctuation.
 */
public final class CompanyNames {
  /** The same name. */
  public static final int SAME = 1000;

  private static final int REMEMBERED = 200_000;
  private static final int LONGEST_FORM = 4;
  private static final int PREFIX = 4;
  private static final int WORDS_LOOKED_UP = 4;
  /** Forms that also stand inside a name: Packaging Corporation of America. */
  private static final Set<String> INSIDE =
      Set.of("inc", "incorporated", "corp", "corporation", "ltd", "limited", "llc", "plc", "co", "company", "companies");
  private static final Set<String> FILLERS = Set.of("the", "and", "und", "et");
  private static final Map<String, String> SAME_FORM =
      Map.of("incorporated", "inc", "corporation", "corp", "limited", "ltd", "company", "co", "companies", "co");

  /**
   * A name, taken apart.
   *
   * @param words without legal form, articles and "and"
   * @param form the legal form, {@code ""} if it names none
   */
  private record Name(List<String> words, String form, Likeness.Words compared) {
    String joined() {
      return compared.joined();
    }
  }

  private final Set<String> forms;
  private final Likeness likeness;
  private final Set<String> common;
  private final int atLeast;
  private final int aheadBy;
  private final boolean freeMail;
  private final int crowdedFrom;
  private final Map<String, Name> read = new ConcurrentHashMap<>();

  private CompanyNames(Set<String> forms, Likeness likeness, Set<String> common, int atLeast, int aheadBy,
      boolean freeMail, int crowdedFrom) {
    this.forms = forms;
    this.likeness = likeness;
    this.common = common;
    this.atLeast = atLeast;
    this.aheadBy = aheadBy;
    this.freeMail = freeMail;
    this.crowdedFrom = crowdedFrom;
  }

  /** The rules of {@code matching} in {@code config/enrichment.yaml}. */
  public static CompanyNames from(ConfigNode file) {
    var forms = new HashSet<>(ReferenceLists.legalForms());
    file.find("legal_forms").map(ConfigNode::texts).orElse(List.of())
        .forEach(form -> forms.add(String.join(" ", Texts.words(form))));
    ConfigNode matching = file.get("matching");
    var common = new TreeSet<String>();
    matching.get("common_words").texts().forEach(word -> common.addAll(Texts.words(word)));
    var likeness = new Likeness(Set.copyOf(common), matching.get("common_words_weigh").percent() * 10,
        matching.get("same_first_word").percent() * 10, matching.get("both_differ").percent() * 10);
    return new CompanyNames(Set.copyOf(forms), likeness, Set.copyOf(common), matching.get("at_least").percent() * 10,
        matching.get("ahead_by").percent() * 10,
        matching.find("free_mail").map(ConfigNode::bool).orElse(false),
        matching.find("crowded_from").map(node -> node.integer(10, 100_000)).orElse(300));
  }

  /** Likeness from which a name is matched. */
  public int atLeast() {
    return atLeast;
  }

  /** The account a name means; {@code id} is {@code ""} for none, or for several equally good ones. */
  public record Choice(String id, boolean ambiguous) {}

  /** Chooses among accounts by their likeness: the best one that is ahead of the next. */
  public Choice choose(Map<String, Integer> alike) {
    String best = "";
    int most = -1;
    int next = -1;
    for (var each : alike.entrySet()) {
      int value = each.getValue();
      if (value > most) {
        next = most;
        most = value;
        best = each.getKey();
      } else {
        next = Math.max(next, value);
      }
    }
    if (most < atLeast) {
      return new Choice("", false);
    }
    // Of two equally good ones, only the exact name decides.
    boolean ahead = most - next > aheadBy || most == SAME && next < SAME;
    return new Choice(ahead ? best : "", !ahead);
  }

  /** From how many accounts on what they have in common is no clue: names are not compared for it. */
  public int crowdedFrom() {
    return crowdedFrom;
  }

  /** Whether people without a company's e-mail are matched by what they call their company. */
  public boolean matchesFreeMail() {
    return freeMail;
  }

  /** The name as people write it, without its legal form. */
  String shown(String company) {
    String[] parts = company.strip().split("\\s+");
    for (int from = 1; from < parts.length; from++) {
      var rest = String.join(" ", List.of(parts).subList(from, parts.length));
      if (isForm(Texts.words(rest))) {
        String shown = String.join(" ", List.of(parts).subList(0, from)).replaceAll("[,;&\\s]+$", "");
        return shown.isEmpty() ? company.strip() : shown;
      }
    }
    return company.strip();
  }

  /** The name as it is compared exactly, {@code ""} for none. */
  public String comparable(String company) {
    return company.isEmpty() ? "" : name(company).joined();
  }

  /** Keys under which alike names meet: its longest telling words, and how it begins. */
  public List<String> blocks(String company) {
    Name name = name(company);
    if (name.words().isEmpty()) {
      return List.of();
    }
    var telling = new ArrayList<String>();
    for (String word : name.words()) {
      if (word.length() > 1 && !common.contains(word)) {
        telling.add(word);
      }
    }
    if (telling.isEmpty()) {
      telling.addAll(name.words());
    }
    telling.sort(Comparator.comparingInt((String word) -> -word.length()).thenComparing(Comparator.naturalOrder()));
    var blocks = new TreeSet<String>();
    for (String word : telling.subList(0, Math.min(WORDS_LOOKED_UP, telling.size()))) {
      blocks.add("word " + word);
    }
    String run = name.joined();
    blocks.add("begins " + run.substring(0, run.offsetByCodePoints(0, Math.min(PREFIX, run.codePointCount(0, run.length())))));
    return List.copyOf(blocks);
  }

  /** How alike two names are, in thousandths. */
  public int likeness(String one, String other) {
    Name a = name(one);
    Name b = name(other);
    if (a.words().isEmpty() || b.words().isEmpty()) {
      return 0;
    }
    int alike = likeness.of(a.compared(), b.compared());
    return a.form().isEmpty() || b.form().isEmpty() || a.form().equals(b.form()) ? alike
        : Math.max(0, alike - 2 * aheadBy);
  }

  private Name name(String company) {
    Name known = read.get(company);
    if (known == null) {
      known = taken(company);
      if (read.size() < REMEMBERED) {
        read.put(company, known);
      }
    }
    return known;
  }

  private Name taken(String company) {
    String written = withoutPlace(company);
    int bracket = written.indexOf('(');
    if (bracket > 0) {
      written = written.substring(0, bracket) + ' ' + insideBrackets(written.substring(bracket));
    }
    List<String> words = new ArrayList<>(Texts.words(written));
    String form = "";
    for (boolean found = true; found && words.size() > 1; ) {
      found = false;
      for (int n = Math.min(LONGEST_FORM, words.size() - 1); n > 0 && !found; n--) {
        List<String> end = words.subList(words.size() - n, words.size());
        // Initials look like a short form: Smith A O Corp.
        if (isForm(end) && (form.isEmpty() || n > 1 || end.get(0).length() > 2 || INSIDE.contains(end.get(0)))) {
          form = String.join("", end);
          end.clear();
          found = true;
        }
      }
    }
    var telling = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (i > 0 && INSIDE.contains(word)) {
        form = form.isEmpty() ? word : form;
      } else if (!FILLERS.contains(word)) {
        telling.add(word);
      }
    }
    List<String> kept = List.copyOf(telling.isEmpty() ? words : telling);
    return new Name(kept, SAME_FORM.getOrDefault(form, form), likeness.words(kept));
  }

  private boolean isForm(List<String> words) {
    return words.size() <= LONGEST_FORM && forms.contains(String.join(" ", words))
        || words.size() == 1 && INSIDE.contains(words.get(0));
  }

  /** {@code Horton D R Inc /DE/}: registers add the place. */
  private static String withoutPlace(String company) {
    String name = company.strip();
    int slash = name.endsWith("/") ? name.lastIndexOf('/', name.length() - 2) : name.lastIndexOf('/');
    return slash > 0 && name.length() - slash <= 6 && Character.isWhitespace(name.charAt(slash - 1))
        ? name.substring(0, slash) : name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  /** {@code (The)} and {@code (Class A)} say nothing; {@code (Eli)} is part of the name. */
  private static String insideBrackets(String brackets) {
    String inside = brackets.replace('(', ' ').replace(')', ' ').strip();
    return inside.toLowerCase(java.util.Locale.ROOT).startsWith("class ") ? "" : inside;
  }
}
