package dev.caravan.config;

import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/** Watches the events of a parser: refuses tags, and nesting deep enough to exhaust the stack of whoever walks the tree. */
final class GuardedParser implements Parser {
  private static final int DEEPEST = 64;
  private final Parser parser;
  private int depth;

  GuardedParser(Parser parser) {
    this.parser = parser;
  }

  /** Something a configuration may not contain, at its place. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final String code;
    final String words;
    final int line;
    final int column;

    Refused(String code, String message, int line, int column) {
      super(message);
      this.code = code;
      this.words = message;
      this.line = line;
      this.column = column;
    }

    Refused(String code, String message, Mark at) {
      this(code, message, at.getLine() + 1, at.getColumn() + 1);
    }
  }

  @Override
  public Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> {
        CollectionStartEvent start = (CollectionStartEvent) event;
        start.getTag().ifPresent(tag -> refuseTag(tag, event));
        if (++depth > DEEPEST) {
          throw new Refused("too-deep", "this is nested more than " + DEEPEST + " levels deep; expected a flatter file",
              mark(event));
        }
      }
      case MappingEnd, SequenceEnd -> depth--;
      case Scalar -> ((ScalarEvent) event).getTag().ifPresent(tag -> refuseTag(tag, event));
      case Alias, Comment, DocumentEnd, DocumentStart, StreamEnd, StreamStart -> { }
    }
    return event;
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  private static void refuseTag(String tag, Event event) {
    throw new Refused("yaml-tag", "the tag \"" + tag.replace("tag:yaml.org,2002:", "!!")
        + "\" is not allowed; write the plain value, in quotes where it must stay text", mark(event));
  }

  static Mark mark(Event event) {
    return event.getStartMark().orElseThrow(() -> new IllegalStateException("the parser keeps no marks: " + event));
  }
}
