package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.SystemFindings;
import dev.caravan.connectors.TextFit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes what is read from and written to contacts fit the site: what it lacks costs that alone, and is told once. */
final class SiteFit {
  /** Without it nobody is known by an address. */
  private static final String ADDRESS = "C_EmailAddress";
  private static final String FILE = "connectors/eloqua/mapping.yaml, contact: ";
  private static final String CHECK = "; make them, or let Caravan's user see and edit them (connectors/eloqua/README.md), or"
      + " name others in connectors/eloqua/mapping.yaml";
  private static final Pattern LENGTH = Pattern.compile("length (\\w+) (\\d+)");
  /** Words whose values are texts for people; others are codes, which say something else when they are shortened. */
  private static final Set<String> TEXTS = Set.of("next_question", "next_content_asks", "reason", "explanation");

  private final EloquaMapping mapping;
  private final SystemFindings findings;
  private final SiteFields site = new SiteFields(this::tell);

  SiteFit(EloquaMapping mapping, SystemFindings findings) {
    this.mapping = mapping;
    this.findings = findings;
  }

  /**
   * Those of some contact fields that the site shows.
   *
   * @throws EloquaRefusedException where it shows no addresses
   */
  List<String> readable(EloquaEndpoint endpoint, List<String> wanted) throws EloquaException, InterruptedException {
    SiteFields.Known known = site.current(endpoint);
    if (!known.shows(ADDRESS)) {
      site.isMissing();
      throw new EloquaRefusedException("Eloqua shows no contact field " + ADDRESS + ", without which nobody can be told from"
          + " anybody else; let Caravan's user see it (connectors/eloqua/README.md)", 0);
    }
    return wanted.stream().filter(known::shows).toList();
  }

  /**
   * Rows with the fields that can be written, and texts as long as these take.
   *
   * @param needed fields without which the rows make no sense
   * @throws EloquaRefusedException if one of these cannot be written, or none at all
   */
  List<Map<String, String>> rows(EloquaEndpoint endpoint, List<Map<String, String>> rows, String identifier, Set<String> needed)
      throws EloquaException, InterruptedException {
    var columns = new LinkedHashSet<String>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    columns.remove(identifier);
    if (columns.isEmpty()) {
      return rows;
    }
    SiteFields.Known known = site.current(endpoint);
    List<String> lacking = known.lacking(columns);
    List<String> stopping = lacking.size() == columns.size() ? lacking : lacking.stream().filter(needed::contains).toList();
    if (!stopping.isEmpty()) {
      site.forget(); // mended, the stream is resumed by hand: by then the site is asked anew
      throw new EloquaRefusedException("Eloqua has no contact fields " + String.join(", ", stopping)
          + " that Caravan's user may write" + CHECK, 0);
    }
    var fit = new ArrayList<Map<String, String>>();
    for (Map<String, String> row : rows) {
      var kept = new LinkedHashMap<String, String>();
      row.forEach((name, value) -> {
        if (name.equals(identifier)) {
          kept.put(name, value);
        } else if (!lacking.contains(name)) {
          put(kept, name, value, known.length(name));
        }
      });
      fit.add(kept);
    }
    return fit;
  }

  private void put(Map<String, String> row, String name, String value, int length) {
    if (length == 0 || value.length() <= length) {
      row.put(name, value);
    } else if (isText(name)) {
      row.put(name, TextFit.fitted(value, length));
    } else {
      findings.tell("length " + name + " " + length, "Eloqua takes " + length + " characters in " + name + ", and what is longer"
          + " there cannot be shortened; it is left out; make it a large text field");
    }
  }

  private boolean isText(String name) {
    return mapping.write().entrySet().stream().anyMatch(entry -> entry.getValue().equals(name) && TEXTS.contains(entry.getKey()));
  }

  /** Something was refused: the site may have changed. */
  void refused() {
    site.forget();
  }

  private void tell(SiteFields.Known known) {
    var found = new LinkedHashMap<String, String>();
    var unread = new ArrayList<String>();
    mapping.read().forEach((field, word) -> {
      if (!known.shows(field)) {
        unread.add(word + " (" + field + ")");
      }
    });
    if (!unread.isEmpty()) {
      found.put("read contact", FILE + "read: Eloqua shows no contact fields for " + String.join(", ", unread)
          + "; nothing is read from them" + CHECK);
    }
    List<String> scores = mapping.write().entrySet().stream().filter(entry -> !EloquaDeliveries.isOfTouch(entry.getKey()))
        .map(Map.Entry::getValue).toList();
    boolean noScore = known.lacking(scores).size() == scores.size();
    boolean noContent = !known.takes(mapping.write().getOrDefault(EloquaDeliveries.NEXT_CONTENT, ""));
    var unwritten = new ArrayList<String>();
    mapping.write().forEach((word, field) -> {
      // What cannot be written at all stops, and is told as such.
      boolean stops = EloquaDeliveries.isOfTouch(word) ? noContent : noScore;
      if (!stops && !known.takes(field)) {
        unwritten.add(word + " (" + field + ")");
      }
    });
    if (!unwritten.isEmpty()) {
      found.put("write contact", FILE + "write: Eloqua has no contact fields that Caravan's user may write for "
          + String.join(", ", unwritten) + "; they are not written" + CHECK);
    }
    findings.renew(found, about -> {
      Matcher length = LENGTH.matcher(about);
      return length.matches() && known.length(length.group(1)) == Integer.parseInt(length.group(2));
    });
  }
}
