package dev.caravan.sandbox.eloqua;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small tenant, opened anew for every test, with a clock turned by hand. */
abstract class StandInFixture {
  static final String FACTS = """
      {"specversion":"1.0","id":"contact-7@2026-01-01T10:00:00Z","source":"eloqua","type":"person","subject":"dana@halden.example","time":"2026-01-01T10:00:00Z","data":{"ids":{"eloqua":"7","salesforce":"003A"},"first_name":"Dana","last_name":"Old","title":"Director","consent":{"email":true,"phone":false},"account":"001A","shoe_size":"38"}}
      {"specversion":"1.0","id":"contact-7@2026-02-01T10:00:00Z","source":"eloqua","type":"person","subject":"dana@halden.example","time":"2026-02-01T10:00:00Z","data":{"ids":{"eloqua":"7"},"last_name":"Reyes"}}
      {"specversion":"1.0","id":"p2","source":"files","type":"person","subject":"ben@halden.example","time":"2026-01-05T10:00:00Z","data":{"first_name":"Ben","consent":{"email":false}}}
      {"specversion":"1.0","id":"lead-00Q1@2026-01-05T10:00:00Z","source":"salesforce","type":"person","subject":"lead@halden.example","time":"2026-01-05T10:00:00Z","data":{"ids":{"salesforce":"00Q1"}}}
      {"specversion":"1.0","id":"account-001A@2026-01-01T00:00:00Z","source":"salesforce","type":"account","subject":"001A","time":"2026-01-01T00:00:00Z","data":{"name":"Halden Health","employees":12000}}
      {"specversion":"1.0","id":"c1","source":"salesforce","type":"campaign","subject":"701A","time":"2026-01-01T00:00:00Z","data":{"name":"Spring","cost":"5000","currency":"EUR","starts":"2026-02-01","ends":"2026-04-30"}}
      {"specversion":"1.0","id":"FormSubmit-901","source":"eloqua","type":"activity.form-submit","subject":"dana@halden.example","time":"2026-03-02T10:15:00Z","data":{"contact":"7","asset":{"type":"Form","id":"77","name":"Customer care | White paper | Shorter queues"},"campaign":"701A","fields":{"planning_to_purchase":"Yes","what else?":"a & b"}}}
      {"specversion":"1.0","id":"EmailClickthrough-5","source":"eloqua","type":"activity.email-click","subject":"new@halden.example","time":"2026-03-02T03:30:00Z","data":{"asset":{"type":"Email","id":"3","name":"Customer care | Newsletter | March"},"link":"https://www.example.com/a","recipient":"r-1","deployment":"88","ip":"192.0.2.1"}}
      {"specversion":"1.0","id":"EmailClickthrough-5","source":"eloqua","type":"activity.email-click","subject":"new@halden.example","time":"2026-03-02T03:30:00Z","data":{}}
      {"specversion":"1.0","id":"PageView-1","source":"eloqua","type":"activity.page-view","subject":"eloqua-visitor:v9","time":"2026-03-03T10:00:00Z","data":{"url":"https://www.example.com/pricing"}}
      {"specversion":"1.0","id":"walk-in","source":"eloqua","type":"activity.event","subject":"ben@halden.example","time":"2026-03-04T10:00:00Z","data":{"asset":{"name":"Payments | Webinar | Live"}}}
      {"specversion":"1.0","id":"Bounceback-3","source":"eloqua","type":"activity.bounceback","subject":"ben@halden.example","time":"2026-03-04T10:00:00Z","recordedtime":"2026-03-10T15:00:00Z","data":{"smtp_code":"550"}}
      this is no fact
      {"specversion":"1.0","id":"x","source":"eloqua","type":"activity.levitation","subject":"ben@halden.example","time":"2026-03-04T10:00:00Z","data":{}}
      """;

  @TempDir Path folder;
  Instant now = Instant.parse("2026-03-10T12:00:00Z");
  final InstantSource clock = () -> now;
  EloquaStandIn eloqua;
  Caller caller;

  @BeforeEach
  void open() throws IOException {
    Path facts = folder.resolve("facts.ndjson");
    if (!Files.exists(facts)) {
      Files.writeString(facts, FACTS);
    }
    eloqua = EloquaStandIn.open(facts, folder.resolve("writes.log"), clock, 0);
    caller = new Caller(eloqua);
  }

  void reopen() throws IOException {
    eloqua.close();
    open();
  }

  void later(Duration step) {
    now = now.plus(step);
  }

  @AfterEach
  void close() {
    eloqua.close();
  }
}
