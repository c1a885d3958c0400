package dev.caravan.sandbox.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SOQL cut into words, with a cursor. */
final class SoqlTokens {
  enum Kind { NAME, STRING, NUMBER, TIME, SYMBOL, END }

  record Token(Kind kind, String text, int at) {
    boolean is(String word) {
      return kind != Kind.STRING && text.equalsIgnoreCase(word);
    }
  }

  private static final Pattern TOKEN = Pattern.compile(
      "\\s*(?:(?<string>'(?:[^'\\\\]|\\\\.)*')"
          + "|(?<time>\\d{4}-\\d\\d-\\d\\d(?:T[\\d:.]+(?:Z|[+-]\\d\\d:?\\d\\d))?)"
          + "|(?<number>[+-]?\\d+(?:\\.\\d+)?)"
          + "|(?<name>[A-Za-z_][\\w.]*)"
          + "|(?<symbol><=|>=|!=|<>|[=<>(),:]))",
      Pattern.DOTALL);

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  SoqlTokens(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length() && !text.substring(at).isBlank()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw malformed("unexpected token: '" + text.substring(at).strip().charAt(0) + "'", at);
      }
      tokens.add(token(matcher));
      at = matcher.end();
    }
    tokens.add(new Token(Kind.END, "<EOF>", text.length()));
  }

  private Token token(Matcher matcher) {
    String string = matcher.group("string");
    if (string != null) {
      return new Token(Kind.STRING, unescaped(string), matcher.start("string"));
    }
    for (Kind kind : List.of(Kind.TIME, Kind.NUMBER, Kind.NAME, Kind.SYMBOL)) {
      String name = kind.name().toLowerCase(java.util.Locale.ROOT);
      String found = matcher.group(name);
      if (found != null) {
        return new Token(kind, found, matcher.start(name));
      }
    }
    throw malformed("unexpected token", matcher.start());
  }

  /** Keeps {@code \%} and {@code \_} as they are: only LIKE knows what they mean. */
  private String unescaped(String quoted) {
    var plain = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      i++;
      char escaped = quoted.charAt(i);
      switch (escaped) {
        case 'n': plain.append('\n'); break;
        case 't': plain.append('\t'); break;
        case 'r': plain.append('\r'); break;
        case 'b': plain.append('\b'); break;
        case 'f': plain.append('\f'); break;
        case '%': case '_': plain.append('\\').append(escaped); break;
        case '\'': case '"': case '\\': plain.append(escaped); break;
        default: throw malformed("Illegal string literal. The escape \\" + escaped + " is not known", i);
      }
    }
    return plain.toString();
  }

  Token peek() {
    return tokens.get(next);
  }

  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  int position() {
    return next;
  }

  void position(int position) {
    next = position;
  }

  boolean accept(String word) {
    boolean there = peek().is(word);
    if (there) {
      next++;
    }
    return there;
  }

  void expect(String word) {
    if (!accept(word)) {
      throw unexpected("expecting '" + word + "'");
    }
  }

  Token expect(Kind kind) {
    if (peek().kind() != kind) {
      throw unexpected("expecting a " + kind.name().toLowerCase(java.util.Locale.ROOT));
    }
    return take();
  }

  Refusal unexpected(String expected) {
    return malformed("unexpected token: '" + peek().text() + "', " + expected, peek().at());
  }

  Refusal malformed(String what, int at) {
    return Refusal.of("MALFORMED_QUERY", where(at) + what);
  }

  /** The query's part around the mistake, with a caret below it, as the real one shows it. */
  String where(int at) {
    int from = Math.max(0, at - 20);
    int to = Math.min(text.length(), at + 30);
    String part = text.substring(from, to).replace('\n', ' ');
    return "\n" + part + "\n" + " ".repeat(at - from) + "^\nERROR at Row:1:Column:" + (at + 1) + "\n";
  }
}
