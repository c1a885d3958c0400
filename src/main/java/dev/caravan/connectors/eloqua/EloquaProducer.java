package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.eloqua.internal.ActivityType;
import dev.caravan.connectors.eloqua.internal.Bulk;
import dev.caravan.connectors.eloqua.internal.Campaigns;
import dev.caravan.connectors.eloqua.internal.Export;
import dev.caravan.connectors.eloqua.internal.Import;
import dev.caravan.connectors.eloqua.internal.SharedLists;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands rows over and leaves an {@link EloquaSyncResult}, or reads one window and leaves its rows. */
final class EloquaProducer extends DefaultProducer {
  private static final Logger LOG = LoggerFactory.getLogger(EloquaProducer.class);

  private final EloquaEndpoint endpoint;
  private final EloquaConfiguration settings;
  private final SharedLists lists = new SharedLists();

  EloquaProducer(EloquaEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
    this.settings = endpoint.getConfiguration();
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    EloquaOperation operation =
        exchange.getIn().getHeader(EloquaConstants.OPERATION, endpoint.getOperation(), EloquaOperation.class);
    Object result = switch (operation) {
      case activities -> window(exchange, Export.of(oneType()));
      case contacts -> window(exchange, Export.contacts(EloquaConsumer.names(settings.getFields())));
      case accounts -> window(exchange, Export.accounts(EloquaConsumer.names(settings.getFields())));
      case campaigns -> campaigns();
      case importContacts -> write(exchange, operation,
          Import.fields(settings.getIdentifierField(), settings.getUpdateRule(), settings.getImportRule()));
      case addToList, removeFromList -> write(exchange, operation, Import.members(settings.getIdentifierField(),
          operation == EloquaOperation.addToList, listId(exchange)));
      case unsubscribe, subscribe -> write(exchange, operation, Import.subscription(settings.getIdentifierField(),
          operation == EloquaOperation.subscribe, rows(exchange, settings.getIdentifierField())));
    };
    exchange.getMessage().setBody(result);
  }

  private ActivityType oneType() throws EloquaException {
    List<ActivityType> types = endpoint.activityTypes();
    if (types.size() != 1) {
      throw new EloquaException("eloqua:activities as a producer reads one window of one type; set activityType to one"
          + " of " + List.of(ActivityType.values()), 0);
    }
    return types.get(0);
  }

  private String listId(Exchange exchange) throws EloquaException, InterruptedException {
    String list = exchange.getIn().getHeader(EloquaConstants.LIST, settings.getList(), String.class);
    if (list.isEmpty()) {
      throw new EloquaException("no shared list given; set the option list or the header " + EloquaConstants.LIST, 0);
    }
    return rowsEmpty(exchange) ? "0" : lists.id(endpoint.bulk(), list);
  }

  private static boolean rowsEmpty(Exchange exchange) {
    return exchange.getIn().getBody() instanceof List<?> rows && rows.isEmpty();
  }

  private EloquaSyncResult write(Exchange exchange, EloquaOperation operation, Import work)
      throws EloquaException, InterruptedException, InvalidPayloadException {
    Bulk bulk = endpoint.bulk()
        .asking(exchange.getProperty(EloquaConstants.MAY_GO_ON, (BooleanSupplier) () -> true, BooleanSupplier.class));
    List<Map<String, String>> rows = rows(exchange, work.identifier());
    SiteFit fit = endpoint.fit();
    if (fit != null) {
      rows = fit.rows(endpoint, rows, work.identifier(), needed(exchange));
    }
    EloquaSyncResult result;
    try {
      result = work.run(bulk, rows, settings.getMaxBytesPerUpload());
    } catch (EloquaRefusedException e) {
      if (fit != null) {
        fit.refused();
      }
      throw e;
    }
    LOG.debug("{}: {} rows, {} rejected, {} without contact", operation, result.rows(), result.rejects().size(),
        result.unmatched().size());
    return result;
  }

  @SuppressWarnings("unchecked")
  private static Set<String> needed(Exchange exchange) {
    return exchange.getProperty(EloquaConstants.NEEDED, Set.of(), Set.class);
  }

  /** Rows are maps; a text alone is a row with just the identifier. */
  private static List<Map<String, String>> rows(Exchange exchange, String identifier) throws InvalidPayloadException {
    var rows = new ArrayList<Map<String, String>>();
    for (Object element : exchange.getIn().getMandatoryBody(List.class)) {
      var row = new LinkedHashMap<String, String>();
      if (element instanceof Map<?, ?> map) {
        map.forEach((name, value) -> row.put(String.valueOf(name), value == null ? "" : value.toString()));
      } else {
        row.put(identifier, String.valueOf(element));
      }
      rows.add(row);
    }
    return rows;
  }

  private List<Map<String, String>> window(Exchange exchange, Export export) throws Exception {
    Instant from = instant(exchange, EloquaConstants.FROM);
    Instant to = instant(exchange, EloquaConstants.TO);
    var all = new ArrayList<Map<String, String>>();
    boolean read = export.read(endpoint.bulk(), from, to, settings.getPageSize(), settings.getMaxRowsPerExport(),
        (rows, number, last) -> all.addAll(rows));
    if (!read) {
      throw new EloquaException("the window from " + from + " to " + to + " holds " + settings.getMaxRowsPerExport()
          + " rows or more, where Eloqua cuts off; ask for a shorter one", 0);
    }
    return all;
  }

  private static Instant instant(Exchange exchange, String header) throws EloquaException {
    String text = exchange.getIn().getHeader(header, "", String.class);
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw new EloquaException("header " + header + ": \"" + text + "\"; expected a time such as 2026-01-31T00:00:00Z",
          0, e);
    }
  }

  private List<Map<String, String>> campaigns() throws Exception {
    var all = new ArrayList<Map<String, String>>();
    Campaigns.read(endpoint.http(), settings.getPageSize(), (rows, number, last) -> all.addAll(rows));
    return all;
  }
}
