package dev.caravan.connectors.eloqua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Fact;
import dev.caravan.model.Fact.Activity;
import dev.caravan.model.Fact.ActivityKind;
import dev.caravan.model.Fact.Asset;
import dev.caravan.sandbox.eloqua.Credentials;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generated market read through Eloqua is the market as it was written. */
class EloquaMarketTest {
  @TempDir Path folder;

  @Test
  void activities_of_a_market_come_out_as_they_went_in_but_for_what_eloqua_does_not_tell() throws Exception {
    Path file = folder.resolve("facts.ndjson");
    MarketSettings market = MarketSettings.defaults().withPeople(150);
    Market.generate(market, file, folder.resolve("truth.json"));
    Map<String, Fact> written = new HashMap<>();
    FactFiles.read(file, fact -> {
      if (fact instanceof Activity && fact.head().source().equals("eloqua")) {
        written.put(fact.head().id(), fact);
      }
    }, aside -> {
      throw new AssertionError(aside);
    });

    var read = new HashMap<String, Fact>();
    var setAside = new ArrayList<Arrival.SetAside>();
    var facts = new EloquaFacts("eloqua",
        EloquaMapping.load(Path.of("connectors/eloqua/mapping.yaml"), "connectors/eloqua/mapping.yaml"));
    // Days later, so that bouncebacks recorded late are there.
    var now = market.end().plusSeconds(10 * 86_400);
    try (var eloqua = EloquaStandIn.open(file, null, () -> now, 0); var camel = new DefaultCamelContext()) {
      var component = new EloquaComponent(camel);
      component.getConfiguration().setLoginUrl(eloqua.base().toString());
      component.getConfiguration().setSiteName(Credentials.TEST.site());
      component.getConfiguration().setUserName(Credentials.TEST.user());
      component.getConfiguration().setPassword(Credentials.TEST.password());
      component.getConfiguration().setClock(() -> now);
      component.getConfiguration().setSyncPollDelay(1);
      camel.addComponent("eloqua", component);
      camel.addRoutes(new RouteBuilder() {
        @Override
        public void configure() {
          from("eloqua:activities?startScheduler=false").routeId("poll").process(exchange -> {
            Arrival arrival = facts.arrival(exchange);
            setAside.addAll(arrival.setAside());
            arrival.facts().forEach(fact -> read.put(fact.head().id(), fact));
          });
        }
      });
      camel.start();
      ((ScheduledPollConsumer) camel.getRoute("poll").getConsumer()).run();
    }

    assertThat(setAside).isEmpty();
    assertThat(read.keySet()).isEqualTo(written.keySet());
    List<Fact> different = new ArrayList<>();
    written.forEach((id, fact) -> {
      Fact one = comparable((Activity) fact);
      Fact other = comparable((Activity) read.get(id));
      if (!one.equals(other)) {
        different.addAll(List.of(one, other));
      }
    });
    assertThat(different.stream().limit(20)).isEmpty();
  }

  /** Leaves out what an export has no column for; commas are lost on the way through a page's address. */
  private static Activity comparable(Activity a) {
    boolean page = a.kind() == ActivityKind.PAGE_VIEW;
    boolean external = a.head().id().startsWith("External-");
    Asset asset = page || external
        ? new Asset(a.asset().type(), "", page ? a.asset().name().replace(",", "") : a.asset().name()) : a.asset();
    Map<String, String> details = new HashMap<>(a.details());
    if (a.kind() == ActivityKind.UNSUBSCRIBE) {
      details.remove("deployment");
    }
    return new Activity(a.head().recordedAt(0), a.kind(), external ? "" : a.contact(), asset,
        external ? "" : a.campaign(), a.fields(), details);
  }
}
