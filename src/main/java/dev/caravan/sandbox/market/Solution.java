package dev.caravan.sandbox.market;

/** What the example company sells. */
enum Solution {
  CUSTOMER_CARE("Customer care", "customer-care"),
  RETAIL_INVENTORY("Retail inventory", "retail-inventory"),
  PAYMENTS("Payments", "payments");

  final String label;
  final String slug;

  Solution(String label, String slug) {
    this.label = label;
    this.slug = slug;
  }
}
