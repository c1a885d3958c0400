package dev.caravan.sandbox.salesforce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query, understood.
 *
 * @param count COUNT(): only how many
 * @param children the sub-selects
 * @param limit negative for none
 */
record Soql(
    ObjectType from,
    boolean count,
    List<FieldPath> select,
    List<Child> children,
    @Nullable Condition where,
    List<Order> order,
    int limit,
    int offset) {

  /** A sub-select: the records of {@code query} whose {@code reference} names the parent. */
  record Child(String relationship, Field reference, Soql query) {}

  record Order(FieldPath path, boolean descending, boolean nullsLast) {}

  /** Whether records come as the table keeps them: by SystemModstamp, then Id. */
  boolean inTableOrder() {
    boolean up = order.stream().noneMatch(Order::descending);
    boolean stamp = !order.isEmpty() && order.get(0).path().plain("SystemModstamp");
    return order.isEmpty()
        || up && stamp && (order.size() == 1 || order.get(1).path().plain("Id"));
  }
}
