package dev.caravan.app;

import dev.caravan.store.Store;
import java.util.function.BinaryOperator;

/** Ties the data to the systems they are of; says why not if they belong to others. What has no name ties nothing. */
final class Pins implements BinaryOperator<String> {
  private final Store store;

  Pins(Store store) {
    this.store = store;
  }

  @Override
  public String apply(String name, String value) {
    try {
      if (!value.isEmpty()) {
        store.pin(name, value);
      }
      return "";
    } catch (Store.Trouble trouble) {
      if (trouble.kind() != Store.Trouble.Kind.PINNED) {
        throw trouble;
      }
      return String.valueOf(trouble.getMessage());
    }
  }
}
