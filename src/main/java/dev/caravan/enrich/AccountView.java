package dev.caravan.enrich;

import java.util.Map;
import java.util.Set;

/**
 * What is known of an account, as its people need it.
 *
 * @param id of the CRM; {@code ""} for no account
 * @param values {@code name, industry, employees, country, owner, website}; unknown ones are absent
 * @param customerOf solutions it has bought, {@code *} for all
 * @param deals owner of the open opportunity by solution
 * @param contracts when the last contract ends by solution, epoch ms
 */
public record AccountView(String id, Map<String, String> values, Set<String> customerOf, Map<String, String> deals,
    Map<String, Long> contracts) {
  static final String GONE = "deleted";
  public static final AccountView NONE = new AccountView("", Map.of(), Set.of(), Map.of());

  public AccountView {
    values = Map.copyOf(values);
    customerOf = Set.copyOf(customerOf);
    deals = Map.copyOf(deals);
    contracts = Map.copyOf(contracts);
  }

  /** An account without contracts. */
  public AccountView(String id, Map<String, String> values, Set<String> customerOf, Map<String, String> deals) {
    this(id, values, customerOf, deals, Map.of());
  }

  /** The same once the CRM has deleted it: it is nobody's any more. */
  public AccountView gone() {
    return new AccountView(id, Map.of(GONE, "true"), customerOf, deals, contracts);
  }

  /** Whether the CRM has deleted it. */
  public boolean isGone() {
    return values.containsKey(GONE);
  }

  public String value(String name) {
    return values.getOrDefault(name, "");
  }

  public String name() {
    String name = value("name");
    return name.isEmpty() ? id : name;
  }

  /** Whether it bought anything. */
  public boolean isCustomer() {
    return !customerOf.isEmpty();
  }

  /** Whether it bought a solution. */
  public boolean isCustomerOf(String solution) {
    return customerOf.contains("*") || customerOf.contains(solution);
  }
}
