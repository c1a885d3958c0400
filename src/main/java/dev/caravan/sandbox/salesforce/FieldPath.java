package dev.caravan.sandbox.salesforce;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field of a record or of a record it refers to: {@code Owner.Name}.
 *
 * @param hops the references to walk
 * @param leaf the field's name; looked up on what is found, for an owner may be a user or a queue
 * @param kind the field's kind
 */
record FieldPath(List<Field> hops, String leaf, Field.Kind kind) {
  /** What a reference to one of several objects can be asked for: the fields of the object Name. */
  private static final Set<String> NAME = Set.of("Id", "Name", "FirstName", "LastName", "Email", "Phone", "Title", "Alias",
      "IsActive", "Username", "Type", "ProfileId", "UserRoleId");

  static FieldPath of(Org org, ObjectType type, SoqlTokens tokens, SoqlTokens.Token token) {
    List<String> parts = List.of(token.text().split("\\.", -1));
    if (parts.size() > 1 && parts.get(0).equalsIgnoreCase(type.name)) {
      parts = parts.subList(1, parts.size());
    }
    var hops = new java.util.ArrayList<Field>();
    List<ObjectType> at = List.of(type);
    for (String part : parts.subList(0, parts.size() - 1)) {
      Field hop = relationship(org, at, part);
      if (hop == null) {
        throw Refusal.of("INVALID_FIELD", tokens.where(token.at()) + "Didn't understand relationship '" + part
            + "' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after"
            + " the custom relationship name. Please reference your WSDL or the describe call for the"
            + " appropriate names.");
      }
      hops.add(hop);
      at = hop.to().stream().map(org.schema::type).filter(org.access::shows).toList();
      if (at.isEmpty()) {
        throw Schema.unknown(hop.to().get(0));
      }
    }
    String leaf = parts.get(parts.size() - 1);
    boolean several = !hops.isEmpty() && hops.get(hops.size() - 1).to().size() > 1;
    for (ObjectType candidate : at) {
      Field field = org.access.field(candidate, leaf);
      if (field != null && (!several || NAME.contains(field.name()))) {
        return new FieldPath(List.copyOf(hops), field.name(), field.kind());
      }
    }
    throw Refusal.of("INVALID_FIELD", tokens.where(token.at()) + "No such column '" + leaf + "' on entity '"
        + (several ? "Name" : at.get(0).name) + "'. If you are attempting to use a custom field, be sure to append the '__c' after the"
        + " custom field name. Please reference your WSDL or the describe call for the appropriate names.");
  }

  private static @Nullable Field relationship(Org org, List<ObjectType> types, String name) {
    for (ObjectType type : types) {
      Field field = type.relationship(name);
      if (field != null && org.access.shows(type, field)) {
        return field;
      }
    }
    return null;
  }

  @Nullable Object value(Org org, Row row) {
    Row holder = holder(org, row, hops.size());
    Field field = holder == null ? null : holder.type.field(leaf);
    return holder == null || field == null ? null : holder.get(field);
  }

  /** The record after so many hops; null where a reference is empty. */
  @Nullable Row holder(Org org, Row row, int hopsTaken) {
    Row holder = row;
    for (Field hop : hops.subList(0, hopsTaken)) {
      Field here = holder.type.field(hop.name());
      if (here == null || !(holder.get(here) instanceof String id)) {
        return null;
      }
      holder = org.find(here.to(), id);
      if (holder == null) {
        return null;
      }
    }
    return holder;
  }

  boolean plain(String field) {
    return hops.isEmpty() && leaf.equals(field);
  }
}
