package dev.caravan.enrich;

import java.util.Map;
import java.util.TreeMap;

/**
 * A profile while it takes in what one source says.
 *
 * <p>Per field the newest value wins. A record that says again what it said before is no news, however new it is; so an
 * edit by a CRM user stays when the other system exports the old value once more. What was bought never beats what
 * stands in the CRM.
 */
final class Learning {
  /** Who speaks: what it is called, and how it ranks. */
  record Source(String name, boolean crm, boolean bought, boolean record) {}

  private final Standards standards;
  private final Map<String, Profile.Known> known;
  private final Map<String, Profile.Known> others;
  private final Source source;
  private final long at;

  Learning(Standards standards, Profile profile, Source source, long at) {
    this.standards = standards;
    this.known = new TreeMap<>(profile.known());
    this.others = new TreeMap<>(profile.others());
    this.source = source;
    this.at = at;
  }

  /** Takes in values by field. */
  Learning hears(Map<String, String> values) {
    String before = country();
    values.forEach((field, original) -> {
      if (!Standards.dependsOnCountry(field)) {
        hear(field, original);
      }
    });
    values.forEach((field, original) -> {
      if (Standards.dependsOnCountry(field)) {
        hear(field, original);
      }
    });
    if (!before.equals(country())) {
      known.replaceAll((field, value) -> Standards.dependsOnCountry(field) ? again(field, value) : value);
    }
    return this;
  }

  Map<String, Profile.Known> known() {
    return known;
  }

  Map<String, Profile.Known> others() {
    return others;
  }

  private String country() {
    Profile.Known country = known.get("country");
    return country == null ? "" : country.value();
  }

  private Profile.Known again(String field, Profile.Known value) {
    return new Profile.Known(standards.of(field, value.original(), country()), value.original(), value.at(), value.source());
  }

  private void hear(String field, String original) {
    String value = standards.of(field, original, country());
    if (value.isEmpty()) {
      return;
    }
    var said = new Profile.Known(value, original, at, source.name());
    Profile.Known holds = known.get(field);
    if (holds == null) {
      known.put(field, said);
      return;
    }
    boolean own = holds.source().equals(source.name());
    String place = source.name() + "/" + field;
    Profile.Known before = own ? holds : others.get(place);
    if (before != null && (at < before.at() || source.record() && before.original().equals(original))) {
      return; // known late, or said again
    }
    if (!own && value.equals(holds.value()) && !standards.isBought(holds.source())) {
      others.put(place, said); // such as what we wrote there ourselves: it changes nothing
      return;
    }
    if (own || beats(holds)) {
      known.put(field, said);
      others.remove(place);
      if (!own) {
        others.put(holds.source() + "/" + field, holds);
      }
    } else {
      others.put(place, said);
    }
  }

  private boolean beats(Profile.Known holds) {
    boolean holdsCrm = holds.source().endsWith(Enrichment.LEAD) || holds.source().endsWith(Enrichment.CONTACT);
    if (source.bought() && holdsCrm) {
      return false;
    }
    if (source.crm() && standards.isBought(holds.source())) {
      return true;
    }
    return at > holds.at() || at == holds.at() && (source.crm() || !holdsCrm);
  }
}
