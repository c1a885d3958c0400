package dev.caravan.connectors.eloqua;

import org.apache.camel.spi.Metadata;

/** Headers of messages from and to {@code eloqua:}. */
public final class EloquaConstants {

  @Metadata(label = "common", description = "What was read, or what a producer is to do instead of its own operation.",
      javaType = "dev.caravan.connectors.eloqua.EloquaOperation")
  public static final String OPERATION = "CamelEloquaOperation";

  @Metadata(label = "consumer", description = "The activity type the rows are of, such as PageView.",
      javaType = "String")
  public static final String ACTIVITY_TYPE = "CamelEloquaActivityType";

  @Metadata(label = "consumer", description = "Under which key the position of these rows is looked up.",
      javaType = "String")
  public static final String POSITION_KEY = "CamelEloquaPositionKey";

  @Metadata(label = "consumer",
      description = "The position to keep together with these rows; empty while a window has more pages, since the rows"
          + " of a window come in no order.",
      javaType = "String")
  public static final String NEXT_POSITION = "CamelEloquaNextPosition";

  @Metadata(label = "consumer", description = "Whether everything was read with this message.", javaType = "Boolean")
  public static final String UP_TO_DATE = "CamelEloquaUpToDate";

  @Metadata(label = "consumer", description = "Which page of its window this is, from 1.", javaType = "Integer")
  public static final String PAGE = "CamelEloquaPage";

  @Metadata(label = "common", description = "Start of the window read, inclusive, RFC 3339.", javaType = "String")
  public static final String FROM = "CamelEloquaFrom";

  @Metadata(label = "common", description = "End of the window read, exclusive, RFC 3339.", javaType = "String")
  public static final String TO = "CamelEloquaTo";

  @Metadata(label = "producer", description = "Name or id of the shared list; wins over the endpoint's.",
      javaType = "String")
  public static final String LIST = "CamelEloquaList";

  /**
   * Property of an exchange, not a header: a {@link java.util.function.BooleanSupplier} asked before every call of a
   * write, also while its sync is waited for. False ends the write there.
   */
  public static final String MAY_GO_ON = "CamelEloquaMayGoOn";

  /** Property of an exchange, not a header: a set of contact fields without which its rows make no sense. */
  public static final String NEEDED = "CamelEloquaNeeded";

  private EloquaConstants() {}
}
