package dev.caravan.sandbox.market;

import java.util.List;

/** Invented names and the ways people write things down. */
final class Words {
  private static final List<String> HEADS = List.of(
      "Hal", "Brin", "Cor", "Dun", "Ester", "Fal", "Gren", "Hol", "Ister", "Jor", "Kel", "Lor", "Mar", "Nor", "Ol",
      "Pel", "Quin", "Ros", "Sel", "Tor", "Ulver", "Ver", "Wes", "Yar", "Zel", "Ash", "Bel", "Cald", "Drum", "El",
      "Fen", "Gal", "Hart", "Ing", "Kirk", "Lang", "Mil");
  private static final List<String> TAILS = List.of(
      "den", "more", "wick", "stad", "mere", "ton", "holm", "berg", "ford", "ley", "gate", "mark", "haven", "brook",
      "field", "dale", "vik", "hurst", "mont", "sund", "crest", "low", "thorpe", "by", "water", "combe", "rath", "ness",
      "stow", "garth", "wyn");
  private static final List<String> ENDS =
      List.of("", "ia", "o", "ex", "um", "is", "ora", "ane", "eon", "il", "ax", "ent", "ova");

  static final List<String> FIRST = List.of(
      "Dana", "Ines", "Tomas", "Priya", "Jonas", "Mei", "Omar", "Lena", "Pablo", "Aiko", "Ruth", "Emeka", "Sofia",
      "Anders", "Nadia", "Victor", "Clara", "Yusuf", "Greta", "Hugo", "Maya", "Pieter", "Alma", "Kofi", "Elif", "Bruno",
      "Hana", "Declan", "Zofia", "Ravi", "Amelie", "Stefan", "Noor", "Felix", "Ivana", "Mateo", "Freya", "Dmitri",
      "Laila", "George");
  static final List<String> LAST = List.of(
      "Reyes", "Okafor", "Lindqvist", "Haas", "Moreau", "Tanaka", "Byrne", "Castell", "Novak", "Iyer", "Brandt",
      "Whitlock", "Santos", "Kaya", "de Vries", "Abara", "Petrov", "Marsh", "Olsen", "Ferrer", "Quist", "Sato",
      "Hollis", "Duarte", "Fischer", "Ahmadi", "Lund", "Varga", "Penrose", "Mbeki", "Costa", "Keller", "Rao", "Winter",
      "Salo", "Bright", "Tran", "Ortega", "Nyberg", "Lacroix");

  /** Sector as the CRM spells it, and the word that stands in company names. */
  static final List<List<String>> SECTORS = List.of(
      List.of("Healthcare", "Health"), List.of("Retail", "Stores"), List.of("Banking", "Bank"),
      List.of("Manufacturing", "Works"), List.of("Transportation", "Logistics"), List.of("Insurance", "Mutual"),
      List.of("Telecommunications", "Telecom"), List.of("Energy", "Power"), List.of("Hospitality", "Hotels"),
      List.of("Technology", "Systems"), List.of("Education", "Learning"), List.of("Food & Beverage", "Foods"));

  static final List<String> DIRECTORS = List.of(
      "Client Experience Director", "Director of Operations", "Director, Customer Service", "Finance Director",
      "Director of Supply Chain", "IT Director", "Director of Payments");
  static final List<String> CHIEFS = List.of(
      "VP Customer Experience", "Vice President Operations", "Chief Information Officer", "CFO", "SVP Retail",
      "Chief Operating Officer", "VP, Finance", "CTO");
  static final List<String> MANAGERS = List.of(
      "Contact Center Manager", "Inventory Manager", "Payments Manager", "Head of Service", "IT Manager",
      "Procurement Manager", "Marketing Manager", "Store Operations Manager", "Product Manager", "Project lead");
  static final List<String> STAFF = List.of(
      "Service Agent", "Business Analyst", "Software Engineer", "Buyer", "Accountant", "Systems Administrator",
      "Customer Service Specialist", "Researcher", "Consultant", "Planner", "Data Analyst", "Assistant", "Developer");

  private Words() {}

  /** The first word of the {@code n}-th company: different for different numbers, in no visible order. */
  static String company(int n) {
    int total = HEADS.size() * TAILS.size() * ENDS.size();
    // 7919 shares no factor with the total, so that each number below it is met once.
    int k = (int) ((long) n % total * 7_919L % total);
    String word = HEADS.get(k % HEADS.size()) + TAILS.get(k / HEADS.size() % TAILS.size())
        + ENDS.get(k / HEADS.size() / TAILS.size());
    return n < total ? word : word + " " + (n / total + 1);
  }

  static String title(Chance chance) {
    double u = chance.unit();
    if (u < 0.06) {
      return chance.of(CHIEFS);
    }
    if (u < 0.18) {
      return chance.of(DIRECTORS);
    }
    return chance.of(u < 0.48 ? MANAGERS : STAFF);
  }
}
