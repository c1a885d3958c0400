package dev.caravan.sandbox.salesforce;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads SOQL and says what is wrong with it in Salesforce's words. */
final class SoqlParser {
  private final Org org;
  private final SoqlTokens tokens;

  private SoqlParser(Org org, SoqlTokens tokens) {
    this.org = org;
    this.tokens = tokens;
  }

  static Soql parse(Org org, String text) {
    var tokens = new SoqlTokens(text);
    Soql query = new SoqlParser(org, tokens).query(null);
    if (tokens.peek().kind() != SoqlTokens.Kind.END) {
      throw tokens.unexpected("expecting the end of the query");
    }
    return query;
  }

  private Soql query(@Nullable ObjectType parent) {
    tokens.expect("SELECT");
    int selectAt = tokens.position();
    skipSelectList();
    tokens.expect("FROM");
    SoqlTokens.Token from = tokens.expect(SoqlTokens.Kind.NAME);
    ObjectType type = parent == null ? org.seen(from.text()) : child(parent, from).type();
    int afterFrom = tokens.position();

    tokens.position(selectAt);
    var select = new ArrayList<FieldPath>();
    var children = new ArrayList<Soql.Child>();
    boolean count = selectList(type, select, children);
    tokens.position(afterFrom);

    Condition where = tokens.accept("WHERE") ? or(type) : null;
    var order = new ArrayList<Soql.Order>();
    if (tokens.accept("ORDER")) {
      tokens.expect("BY");
      do {
        order.add(order(type));
      } while (tokens.accept(","));
    }
    int limit = tokens.accept("LIMIT") ? Integer.parseInt(tokens.expect(SoqlTokens.Kind.NUMBER).text()) : -1;
    int offset = tokens.accept("OFFSET") ? Integer.parseInt(tokens.expect(SoqlTokens.Kind.NUMBER).text()) : 0;
    if (offset > 2000) {
      throw Refusal.of("NUMBER_OUTSIDE_VALID_RANGE", "SOQL offset must be between 0 and 2000: " + offset);
    }
    return new Soql(type, count, select, children, where, order, limit, offset);
  }

  private record Children(ObjectType type, Field reference) {}

  private Children child(ObjectType parent, SoqlTokens.Token name) {
    for (ObjectType type : org.schema.types()) {
      for (Field field : type.fields()) {
        if (name.text().equalsIgnoreCase(field.children()) && field.to().contains(parent.name)
            && org.access.shows(type, field)) {
          return new Children(type, field);
        }
      }
    }
    throw Refusal.of("INVALID_TYPE", tokens.where(name.at()) + "Didn't understand relationship '" + name.text()
        + "' in FROM part of query call.");
  }

  /** Skips to this query's own FROM, over sub-selects. */
  private void skipSelectList() {
    int depth = 0;
    while (depth > 0 || !tokens.peek().is("FROM")) {
      SoqlTokens.Token token = tokens.take();
      if (token.kind() == SoqlTokens.Kind.END) {
        throw tokens.unexpected("expecting 'FROM'");
      }
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    }
  }

  private boolean selectList(ObjectType type, List<FieldPath> select, List<Soql.Child> children) {
    if (tokens.peek().is("COUNT")) {
      int at = tokens.position();
      tokens.take();
      if (tokens.accept("(") && tokens.accept(")")) {
        return true;
      }
      tokens.position(at);
    }
    do {
      if (tokens.accept("(")) {
        int at = tokens.position();
        tokens.expect("SELECT");
        skipSelectList();
        tokens.expect("FROM");
        SoqlTokens.Token name = tokens.expect(SoqlTokens.Kind.NAME);
        Children found = child(type, name);
        tokens.position(at);
        children.add(new Soql.Child(String.valueOf(found.reference().children()), found.reference(), query(type)));
        tokens.expect(")");
      } else {
        if (tokens.peek().is("FROM")) {
          throw tokens.unexpected("expecting a field");
        }
        SoqlTokens.Token name = tokens.expect(SoqlTokens.Kind.NAME);
        if (tokens.peek().is("(")) {
          throw tokens.unexpected("functions are not known here, only COUNT()");
        }
        FieldPath path = FieldPath.of(org, type, tokens, name);
        if (select.contains(path)) {
          throw Refusal.of("INVALID_FIELD", tokens.where(name.at()) + "duplicate field selected: " + path.leaf());
        }
        select.add(path);
      }
    } while (tokens.accept(","));
    if (!tokens.peek().is("FROM")) {
      throw tokens.unexpected("expecting 'FROM'");
    }
    return false;
  }

  private Soql.Order order(ObjectType type) {
    FieldPath path = FieldPath.of(org, type, tokens, tokens.expect(SoqlTokens.Kind.NAME));
    if (path.kind() == Field.Kind.TEXTAREA) {
      throw Refusal.of("INVALID_FIELD", "field '" + path.leaf() + "' can not be sorted in a query call");
    }
    boolean descending = tokens.accept("DESC");
    if (!descending) {
      tokens.accept("ASC");
    }
    boolean nullsLast = false;
    if (tokens.accept("NULLS")) {
      nullsLast = tokens.accept("LAST");
      if (!nullsLast) {
        tokens.expect("FIRST");
      }
    }
    return new Soql.Order(path, descending, nullsLast);
  }

  /** A chain of AND or of OR; a chain of both needs brackets. */
  private Condition or(ObjectType type) {
    Condition left = not(type);
    String joined = "";
    while (tokens.peek().is("AND") || tokens.peek().is("OR")) {
      SoqlTokens.Token by = tokens.take();
      String word = by.is("AND") ? "AND" : "OR";
      if (!joined.isEmpty() && !joined.equals(word)) {
        throw tokens.malformed("unexpected token: '" + by.text() + "'", by.at());
      }
      joined = word;
      Condition right = not(type);
      if (word.equals("OR") && (left.semiJoins() || right.semiJoins())) {
        throw tokens.malformed("Semi join sub-selects are not allowed with the 'OR' operator", by.at());
      }
      left = word.equals("AND") ? new Condition.And(left, right) : new Condition.Or(left, right);
    }
    return left;
  }

  private Condition not(ObjectType type) {
    if (tokens.accept("NOT")) {
      return new Condition.Not(not(type));
    }
    if (tokens.accept("(")) {
      Condition inner = or(type);
      tokens.expect(")");
      return inner;
    }
    return comparison(type);
  }

  private Condition comparison(ObjectType type) {
    FieldPath path = FieldPath.of(org, type, tokens, tokens.expect(SoqlTokens.Kind.NAME));
    if (path.kind() == Field.Kind.TEXTAREA || path.kind() == Field.Kind.ANYTYPE) {
      throw Refusal.of("INVALID_FIELD", "field '" + path.leaf() + "' can not be filtered in a query call");
    }
    if (tokens.peek().is("LIKE") && (!path.kind().text() || path.kind() == Field.Kind.REFERENCE
        || path.kind() == Field.Kind.ID)) {
      throw Refusal.of("INVALID_QUERY_FILTER_OPERATOR", tokens.where(tokens.peek().at()) + "invalid operator on "
          + path.kind().apiName() + " field");
    }
    if (tokens.accept("LIKE")) {
      return new Condition.Like(path, Condition.like(tokens.expect(SoqlTokens.Kind.STRING).text()));
    }
    if (tokens.peek().is("NOT")) {
      tokens.take();
      tokens.expect("IN");
      return in(path, true);
    }
    if (tokens.accept("IN")) {
      return in(path, false);
    }
    SoqlTokens.Token operator = tokens.expect(SoqlTokens.Kind.SYMBOL);
    String symbol = operator.is("<>") ? "!=" : operator.text();
    if (!List.of("=", "!=", "<", ">", "<=", ">=").contains(symbol)) {
      throw tokens.malformed("unexpected token: '" + symbol + "', expecting a comparison", operator.at());
    }
    return new Condition.Compare(path, symbol, literal(path));
  }

  private Condition in(FieldPath path, boolean negated) {
    tokens.expect("(");
    Set<Object> keys = new HashSet<>();
    boolean withNull = false;
    boolean joins = tokens.peek().is("SELECT");
    if (joins) {
      Soql inner = query(null);
      for (Row row : Queries.rows(org, inner, false)) {
        Object value = inner.select().get(0).value(org, row);
        if (value != null) {
          keys.add(Condition.key(inner.select().get(0).kind(), value));
        }
      }
    } else {
      do {
        Object value = literal(path);
        withNull |= value == null;
        if (value != null) {
          keys.add(value instanceof Condition.Span span ? span.from() : value);
        }
      } while (tokens.accept(","));
    }
    tokens.expect(")");
    return new Condition.In(path, negated, keys, withNull, joins);
  }

  private @Nullable Object literal(FieldPath path) {
    SoqlTokens.Token token = tokens.take();
    Field.Kind kind = path.kind();
    boolean time = kind == Field.Kind.DATE || kind == Field.Kind.DATETIME;
    switch (token.kind()) {
      case STRING:
        if (kind.text()) {
          return Condition.key(kind, token.text());
        }
        throw wrongType(path, token, "should not be enclosed in quotes");
      case NUMBER:
        if (kind.number()) {
          return new BigDecimal(token.text()).doubleValue();
        }
        throw wrongType(path, token, kind.text() ? "should be enclosed in quotes" : "is a number");
      case TIME:
        if (time && token.text().length() == 10 == (kind == Field.Kind.DATE)) {
          return span(token);
        }
        throw wrongType(path, token, kind.text() ? "should be enclosed in quotes" : "is a time");
      case NAME:
        return word(path, token, time);
      default:
        throw tokens.malformed("unexpected token: '" + token.text() + "', expecting a value", token.at());
    }
  }

  private @Nullable Object word(FieldPath path, SoqlTokens.Token token, boolean time) {
    if (token.is("null")) {
      return null;
    }
    if (path.kind() == Field.Kind.BOOLEAN && (token.is("true") || token.is("false"))) {
      return token.is("true");
    }
    Integer n = time && tokens.accept(":") ? Integer.valueOf(tokens.expect(SoqlTokens.Kind.NUMBER).text()) : null;
    Condition.Span span = time ? DateLiterals.span(token.text(), n, org.now()) : null;
    if (span == null) {
      throw wrongType(path, token, "is '" + token.text() + "'");
    }
    return span;
  }

  private Condition.Span span(SoqlTokens.Token token) {
    try {
      boolean day = token.text().length() == 10;
      Instant from = Values.instant(token.text());
      return new Condition.Span(from, day ? from.atZone(ZoneOffset.UTC).plusDays(1).toInstant() : from);
    } catch (DateTimeException e) {
      throw tokens.malformed("Invalid datetime: " + token.text(), token.at());
    }
  }

  private Refusal wrongType(FieldPath path, SoqlTokens.Token token, String but) {
    return Refusal.of("INVALID_FIELD", tokens.where(token.at()) + "value of filter criterion for field '" + path.leaf()
        + "' must be of type " + path.kind().apiName() + " and " + but);
  }
}
