package dev.caravan.connectors.salesforce;

import dev.caravan.connectors.SystemFindings;
import dev.caravan.connectors.TextFit;
import dev.caravan.outbox.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@link OrgFit} by what describe says: fields that are not there, not writable, too short, or picklists that lack a value. */
final class SchemaFit implements OrgFit {
  private static final Pattern LOOK_UP = Pattern.compile("SELECT ([^()]+?) FROM (\\w+)(.*)", Pattern.DOTALL);
  private static final Pattern VALUE = Pattern.compile("value (\\w+)\\.(\\w+)=(.*)", Pattern.DOTALL);
  private static final Pattern LENGTH = Pattern.compile("length (\\w+)\\.(\\w+) (\\d+)");
  /** Not fields of the record. */
  private static final Set<String> BESIDE = Set.of("attributes", "id");
  private static final String CHECK = "; make it, or let Caravan's user see and edit it (connectors/salesforce/README.md), or"
      + " name another one in connectors/salesforce/mapping.yaml";

  private final SchemaReader schemas;
  private final MappedFields mapped;
  private final OrgChecks checks;
  private final SystemFindings findings;

  SchemaFit(SchemaReader schemas, MappedFields mapped, OrgChecks checks, SystemFindings findings) {
    this.schemas = schemas;
    this.mapped = mapped;
    this.checks = checks;
    this.findings = findings;
  }

  /** Whether a finding made while writing still holds. */
  static boolean holds(OrgSchema schema, String about) {
    Matcher value = VALUE.matcher(about);
    if (value.matches()) {
      return schema.field(value.group(1), value.group(2)).filter(FieldSchema::restricted)
          .filter(field -> field.spelled(value.group(3)).isEmpty()).isPresent();
    }
    Matcher length = LENGTH.matcher(about);
    return length.matches() && schema.field(length.group(1), length.group(2))
        .filter(field -> field.length() == Integer.parseInt(length.group(3))).isPresent();
  }

  @Override
  public List<Map<String, Object>> rows(Way way, List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      return rows;
    }
    OrgSchema schema = schemas.current();
    return rows.stream().map(row -> row(schema, way, row)).toList();
  }

  private Map<String, Object> row(OrgSchema schema, Way way, Map<String, Object> row) {
    String type = type(row);
    if (schema.lacksObject(type)) {
      throw stop("Salesforce has no object " + type + ", or hides it from Caravan's user" + CHECK);
    }
    Optional<ObjectSchema> object = schema.object(type);
    if (object.isEmpty()) {
      return row;
    }
    if (way == Way.UPDATE ? !object.get().updateable() : !object.get().createable()) {
      throw stop("Salesforce does not let Caravan's user " + (way == Way.UPDATE ? "edit " : "create ") + type
          + " records; permit it in the permission set (connectors/salesforce/README.md)");
    }
    var fit = new LinkedHashMap<String, Object>();
    boolean lost = false;
    boolean kept = false;
    for (Map.Entry<String, Object> entry : row.entrySet()) {
      String field = entry.getKey();
      if (BESIDE.contains(field)) {
        fit.put(field, entry.getValue());
      } else if (keeps(object.get(), way, field)) {
        put(fit, object.get(), field, entry.getValue());
        kept = true;
      } else {
        lost = true;
      }
    }
    if (lost && !kept) {
      throw stop("Salesforce has none of the " + type + " fields "
          + row.keySet().stream().filter(field -> !BESIDE.contains(field)).collect(Collectors.joining(", "))
          + ", or does not let Caravan's user write them" + CHECK.replace("make it", "make them").replace("edit it", "edit them"));
    }
    return fit;
  }

  private static String type(Map<String, Object> row) {
    return row.get("attributes") instanceof Map<?, ?> attributes ? String.valueOf(attributes.get("type")) : "";
  }

  private boolean keeps(ObjectSchema object, Way way, String name) {
    boolean needed = mapped.isNeededInRow(object.name(), name);
    boolean writable = object.field(name).filter(field -> switch (way) {
      case CREATE -> field.createable();
      case UPDATE -> field.updateable();
      // What may be set once only, such as a master record, is needed where it is.
      case UPSERT -> field.createable() && (needed || field.updateable());
    }).isPresent();
    if (needed && !writable) {
      throw stop("Salesforce has no field " + object.name() + "." + name + " that Caravan's user may write" + CHECK);
    }
    return writable;
  }

  /** Puts a value as the field takes it, if it takes any of it. */
  private void put(Map<String, Object> fit, ObjectSchema object, String name, Object value) {
    FieldSchema field = object.field(name).orElseThrow();
    if (!(value instanceof String text) || !mapped.isMapped(object.name(), name)) {
      fit.put(name, value);
      return;
    }
    fitted(object.name(), field, text).ifPresent(each -> fit.put(name, each));
  }

  private Optional<String> fitted(String object, FieldSchema field, String text) {
    if (field.isList() && field.restricted()) {
      return listed(object, field, text);
    }
    if (field.length() == 0 || text.length() <= field.length() || field.key()) {
      return Optional.of(text);
    }
    if (field.isText() && !mapped.isCode(object, field.name())) {
      return Optional.of(TextFit.fitted(text, field.length()));
    }
    findings.tell("length " + object + "." + field.name() + " " + field.length(), "Salesforce takes " + field.length()
        + " characters in " + object + "." + field.name() + ", and what is longer there cannot be shortened; it is left out;"
        + " make the field longer");
    return Optional.empty();
  }

  private Optional<String> listed(String object, FieldSchema field, String text) {
    var spelled = new ArrayList<String>();
    for (String one : field.type().equals("multipicklist") ? text.split(";", -1) : new String[] {text}) {
      Optional<String> value = field.spelled(one.strip());
      value.ifPresent(spelled::add);
      if (value.isEmpty()) {
        findings.tell("value " + object + "." + field.name() + "=" + one.strip(), "The picklist " + object + "." + field.name()
            + " takes only the values it lists, and \"" + one.strip() + "\" is none of them; it is left out; add it to the"
            + " picklist, or take the field out of connectors/salesforce/mapping.yaml");
      }
    }
    return spelled.isEmpty() ? Optional.empty() : Optional.of(String.join(";", spelled));
  }

  @Override
  public String lookUp(String soql) {
    Matcher query = LOOK_UP.matcher(soql);
    if (!query.matches()) {
      return soql;
    }
    OrgSchema schema = schemas.current();
    String object = query.group(2);
    if (schema.lacksObject(object)) {
      throw stop("Salesforce has no object " + object + ", or hides it from Caravan's user" + CHECK);
    }
    var fields = new ArrayList<String>();
    for (String field : Arrays.stream(query.group(1).split(",", -1)).map(String::strip).toList()) {
      if (!schema.lacks(object, field)) {
        fields.add(field);
      } else if (mapped.isNeededInLookUp(object, field)) {
        throw stop("Salesforce has no field " + object + "." + field + ", or hides it from Caravan's user" + CHECK);
      }
    }
    return "SELECT " + (fields.isEmpty() ? "Id" : String.join(", ", fields)) + " FROM " + object + query.group(3);
  }

  @Override
  public RowResult judged(Map<String, Object> row, RowResult result) {
    return result.lacksFields() && checks.unfilled(schemas.current(), type(row)).stream().anyMatch(result.fields()::contains)
        ? result.unfilled() : result;
  }

  @Override
  public void refused(RowResult result) {
    if (result.isSetting()) {
      schemas.forget();
    }
  }

  /** Mended, the stream is resumed by hand: by then the org is asked anew. */
  private CallFailed stop(String why) {
    schemas.forget();
    return new CallFailed(Problem.CONFIG, why, null).ofQuery();
  }
}
