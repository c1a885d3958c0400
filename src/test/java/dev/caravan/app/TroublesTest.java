package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.Arrival;
import dev.caravan.journal.Journal;
import dev.caravan.journal.Reading;
import dev.caravan.journal.UnreadStreams;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What routes tell of is named as long as a run ends for it, whoever else tells of it. */
class TroublesTest {
  private static final String LEADS = "salesforce/lead";
  private static final String CONTACTS = "salesforce/contact";

  @TempDir Path folder;

  /** Nothing of these streams is read. */
  private static final class Stopped extends Exception implements UnreadStreams {
    private static final long serialVersionUID = 1L;

    Stopped(String why) {
      super(why);
    }

    @Override
    public List<String> streams() {
      return List.of(LEADS, CONTACTS);
    }

    @Override
    public Kind kind() {
      return Kind.STOPS;
    }
  }

  private static List<String> failing(Journal journal) {
    return journal.readings().stream().filter(Reading::isFailing).map(Reading::stream).toList();
  }

  private static Exchange failed(DefaultCamelContext camel, Exception cause) {
    var exchange = new DefaultExchange(camel);
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, cause);
    return exchange;
  }

  @Test
  void what_stopped_streams_is_named_once_when_they_have_been_read_again() throws Exception {
    try (Store store = Store.sqlite(folder.resolve("caravan.db")); var camel = new DefaultCamelContext()) {
      Journal journal = Journal.open(store, RunPlace.END);
      var troubles = new Troubles(journal);
      troubles.told(failed(camel, new Stopped("the login is refused to ann@one.example")));
      troubles.told(failed(camel, new Stopped("the login is refused to ann@one.example")));
      assertThat(troubles.count()).isEqualTo(2);
      assertThat(troubles.overcome(failing(journal))).as("the watch over streams tells of it").isEmpty();

      journal.keep(new Arrival(LEADS, List.of(), List.of(), "", true));
      assertThat(troubles.overcome(failing(journal))).as("one of them stands still").isEmpty();

      journal.keep(new Arrival(CONTACTS, List.of(), List.of(), "", true));
      assertThat(troubles.overcome(failing(journal))).singleElement().asString().contains("the login is refused to",
          "this run ended there").doesNotContain("ann@");
      assertThat(troubles.all()).isEmpty();
    }
  }
}
