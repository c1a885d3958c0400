package dev.caravan.connectors.file;

import dev.caravan.config.Diagnostics;
import dev.caravan.config.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text with columns in it: {@code {person|lower}@{account|slug}.example}. A column that is empty leaves the whole
 * text empty, unless it is {@code optional}: half a value would look like a whole one.
 */
final class Template {
  /** A text that is no template. */
  static final class Mistake extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    Mistake(String code, String message) {
      super(message);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  private record Call(TextFunction function, String argument) {}

  /** Either fixed text, or a column with what is done to it. */
  private record Piece(String fixed, String column, List<Call> calls) {
    boolean optional() {
      return calls.stream().anyMatch(call -> call.function() == TextFunction.OPTIONAL);
    }
  }

  private final List<Piece> pieces;
  private final Origin origin;

  private Template(List<Piece> pieces, Origin origin) {
    this.pieces = List.copyOf(pieces);
    this.origin = origin;
  }

  static Template parse(String text, Origin origin) throws Mistake {
    List<Piece> pieces = new ArrayList<>();
    var fixed = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        fixed.append(c);
        i++;
      } else if (c == '{') {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw new Mistake("wrong-form", "a \"{\" is not closed; write \"{{\" for the sign itself");
        }
        if (!fixed.isEmpty()) {
          pieces.add(new Piece(fixed.toString(), "", List.of()));
          fixed.setLength(0);
        }
        pieces.add(placeholder(text.substring(i + 1, end)));
        i = end;
      } else if (c == '}') {
        throw new Mistake("wrong-form", "a \"}\" closes nothing; write \"}}\" for the sign itself");
      } else {
        fixed.append(c);
      }
    }
    if (!fixed.isEmpty()) {
      pieces.add(new Piece(fixed.toString(), "", List.of()));
    }
    return new Template(pieces, origin);
  }

  private static Piece placeholder(String inside) throws Mistake {
    String[] parts = inside.split("\\|", -1);
    String column = parts[0].strip();
    if (column.isEmpty()) {
      throw new Mistake("wrong-form", "a column is missing between \"{\" and \"}\"; expected one such as {Email}");
    }
    List<Call> calls = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      int colon = parts[i].indexOf(':');
      String word = (colon < 0 ? parts[i] : parts[i].substring(0, colon)).strip();
      calls.add(call(word, colon < 0 ? "" : parts[i].substring(colon + 1)));
    }
    return new Piece("", column, List.copyOf(calls));
  }

  private static Call call(String word, String argument) throws Mistake {
    TextFunction function = TextFunction.BY_WORD.get(word);
    if (function == null) {
      Set<String> known = TextFunction.BY_WORD.keySet();
      throw new Mistake("unknown-function", "unknown function \"" + word + "\"; expected "
          + Diagnostics.quotedList(known) + Diagnostics.didYouMean(word, known));
    }
    if (function.wantsArgument() == argument.isEmpty()) {
      throw new Mistake("wrong-form", function.wantsArgument()
          ? "\"" + word + "\" needs something behind a colon, such as"
              + switch (function) {
                case DATE -> " {Ends|date:dd.MM.yyyy} or {Ends|date:excel}";
                case AMOUNT -> " {Amount|amount:.} or {Amount|amount:,} by the sign before the fraction";
                default -> " {Email|" + word + ":@}";
              }
          : "\"" + word + "\" takes nothing behind a colon");
    }
    if (function == TextFunction.AMOUNT && !argument.equals(".") && !argument.equals(",")) {
      throw new Mistake("wrong-form", "\"" + argument + "\" is no sign before a fraction; expected \".\" or \",\"");
    }
    if (function == TextFunction.DATE && !argument.equals(TextFunction.EXCEL)) {
      try {
        TimeForm.of(argument);
      } catch (IllegalArgumentException e) {
        throw new Mistake("wrong-form", "\"" + argument + "\" is no pattern of a date; expected one such as"
            + " dd.MM.yyyy");
      }
    }
    return new Call(function, argument);
  }

  /** Where it stands in the mapping. */
  Origin origin() {
    return origin;
  }

  /** The columns it reads, the row's place not among them. */
  Set<String> columns() {
    Set<String> columns = named();
    columns.removeAll(Row.PLACE);
    return columns;
  }

  /** Everything it names in braces. */
  Set<String> named() {
    Set<String> named = new LinkedHashSet<>();
    for (Piece piece : pieces) {
      if (!piece.column().isEmpty()) {
        named.add(piece.column());
      }
    }
    return named;
  }

  /** The text for a row; {@code ""} when a column that is needed is empty. */
  String text(Row row) throws BadRow {
    var text = new StringBuilder();
    for (Piece piece : pieces) {
      String value = piece.column().isEmpty() ? piece.fixed() : value(piece, row);
      if (value.isEmpty() && !piece.optional()) {
        return "";
      }
      text.append(value);
    }
    return text.toString().strip();
  }

  /** The first column that leaves the text empty; {@code ""} when none does. */
  String empty(Row row) throws BadRow {
    for (Piece piece : pieces) {
      if (!piece.column().isEmpty() && !piece.optional() && value(piece, row).isEmpty()) {
        return piece.column();
      }
    }
    return "";
  }

  private String value(Piece piece, Row row) throws BadRow {
    String value = row.value(piece.column());
    for (Call call : piece.calls()) {
      if (value.isEmpty()) {
        return value;
      }
      try {
        value = call.function().apply(value, call.argument());
      } catch (BadRow e) {
        throw new BadRow("column \"" + piece.column() + "\" " + e.reason() + " (" + origin.place() + ")");
      }
    }
    return value;
  }
}
