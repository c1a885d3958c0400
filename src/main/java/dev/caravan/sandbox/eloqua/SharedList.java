package dev.caravan.sandbox.eloqua;

import java.util.TreeSet;

/** A contact list; guarded by the tenant. */
final class SharedList {
  final long id;
  final long createdAt;
  final TreeSet<Long> members = new TreeSet<>();
  String name;
  long updatedAt;

  SharedList(long id, String name, long at) {
    this.id = id;
    this.name = name;
    this.createdAt = at;
    this.updatedAt = at;
  }

  String statement() {
    return "{{ContactList[" + id + "]}}";
  }
}
