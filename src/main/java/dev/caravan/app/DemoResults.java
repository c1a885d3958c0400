package dev.caravan.app;

import dev.caravan.audit.Audit;
import dev.caravan.audit.Finding;
import dev.caravan.audit.RecordTruth;
import dev.caravan.audit.Sources;
import dev.caravan.audit.ToldToNobody;
import dev.caravan.cli.LostPeople;
import dev.caravan.cli.ResultLines;
import dev.caravan.cli.WorthALook;
import dev.caravan.config.Configuration;
import dev.caravan.desk.DeskView;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.pipeline.FunnelView;
import dev.caravan.insight.Business;
import dev.caravan.insight.DeskReports;
import dev.caravan.insight.FunnelReport;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.outbox.Outbox;
import dev.caravan.sandbox.market.BusyDays;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import dev.caravan.store.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a demonstration came to, as files: people, groups, hand-offs and decisions as kept, what the outbox says of tasks, and
 * the records the Salesforce stand-in holds; and who, by these, is told to nobody.
 */
final class DemoResults {
  private static final String LOST = "told-to-nobody.ndjson";
  private static final String CONTRADICTIONS = "contradictions.ndjson";
  private static final List<String> SHOWN = List.of("Account", "Lead", "Contact", "Task", "Buying_Group__c", "User");
  private static final List<String> TYPES = List.of("Task", "Lead", "Contact");

  private final Path folder;
  private final Caravan caravan;
  private final SalesforceStandIn salesforce;
  private final Configuration configuration;

  /**
   * Results of a demonstration that ran under these settings.
   *
   * @param folder where the files go
   */
  DemoResults(Path folder, Caravan caravan, SalesforceStandIn salesforce, Configuration configuration) {
    this.folder = folder;
    this.caravan = caravan;
    this.salesforce = salesforce;
    this.configuration = configuration;
  }

  /**
   * Writes the files and looks through them; {@value #LOST} names everybody who is found.
   *
   * @throws IOException if a file cannot be written or read
   */
  ToldToNobody check() throws IOException {
    OwnerOnly.folder(folder);
    Pipeline engine = caravan.host().engine();
    States states = caravan.host().states();
    long asOf = caravan.journal().position();
    ResultLines.write(folder.resolve("people.ndjson"), sink -> {
      for (Map<String, Object> line : engine.people(states, asOf)) {
        sink.line(line);
      }
    });
    ResultLines.write(folder.resolve("groups.ndjson"), sink -> {
      for (Map<String, Object> line : engine.groups(states, asOf)) {
        sink.line(line);
      }
    });
    ResultLines.write(folder.resolve("hand-offs.ndjson"), sink -> {
      for (DeskView.HandedOver handOff : engine.desk(states, asOf).handOffs()) {
        sink.line(ResultLines.of(handOff));
      }
    });
    ResultLines.write(folder.resolve("decisions.ndjson"), sink ->
        caravan.outbox().decisions(Audit.KINDS, each(sink, ResultLines::of)));
    ResultLines.write(folder.resolve("outbox.ndjson"), this::outbox);
    ResultLines.write(folder.resolve("records.ndjson"), this::records);
    ToldToNobody lost = LostPeople.in(Sources.in(folder), configuration, engine, asOf);
    ResultLines.write(folder.resolve(LOST), sink -> {
      for (Finding each : lost.findings()) {
        sink.line(line(each));
      }
    });
    return lost;
  }

  /**
   * Reads what the stand-in of Salesforce shows, and writes down where it contradicts itself.
   *
   * @throws IOException if the file cannot be written
   */
  RecordTruth.Verdict contradictions() throws IOException {
    var shown = new LinkedHashMap<String, List<Map<String, Object>>>();
    SHOWN.forEach(object -> shown.put(object, salesforce.records(object)));
    DeskView desk = caravan.host().engine().desk(caravan.host().states(), caravan.journal().position());
    RecordTruth.Verdict verdict = RecordTruth.of(shown, DeskReports.byOwner(desk));
    ResultLines.write(folder.resolve(CONTRADICTIONS), sink -> {
      for (RecordTruth.Contradiction each : verdict.contradictions()) {
        sink.line(Map.of("kind", each.kind(), "where", each.where(), "says", each.says()));
      }
    });
    return verdict;
  }

  /**
   * What sales made of it since a moment.
   *
   * @param since epoch ms
   */
  Business business(long since) {
    Pipeline engine = caravan.host().engine();
    States states = caravan.host().states();
    long asOf = caravan.journal().position();
    var stages = new ArrayList<Decision>();
    caravan.outbox().decisions(List.of(Decision.Kind.STAGE.code()), each -> stages.add(stage(each)));
    stages.sort(Comparator.comparingLong(Decision::at).thenComparing(Decision::id));
    var told = new ArrayList<Fact>();
    for (Fact fact : caravan.journal().all(Long.MIN_VALUE)) {
      if (fact instanceof Fact.Opportunity || fact instanceof Fact.Command) {
        told.add(fact);
      }
    }
    FunnelReport funnel = FunnelReport.of(engine.funnel(), stages, engine.people(states, asOf), told);
    return Business.of(engine.desk(states, asOf), funnel, told, since);
  }

  private static Decision stage(Outbox.Decided each) {
    Map<String, Object> said = each.fields();
    return new Decision.Stage(each.id(), each.subject(), each.at(), each.because(), text(said, "email"), text(said, "solution"),
        text(said, "from"), text(said, "to"), text(said, "scenario"), text(said, "owner"), Boolean.TRUE.equals(said.get("backwards")), Moment.NONE);
  }

  private static String text(Map<String, Object> said, String name) {
    return String.valueOf(said.getOrDefault(name, ""));
  }

  /** What of the planted truths was found, a line each; empty where nothing was planted. */
  List<String> truths(Path truth) throws IOException {
    var reached = new HashSet<String>();
    Pipeline engine = caravan.host().engine();
    List<String> mql = engine.funnel().paths().stream().flatMap(path -> path.stages().stream()).filter(FunnelView.Stage::mql)
        .map(FunnelView.Stage::name).toList();
    caravan.outbox().decisions(List.of(Decision.Kind.STAGE.code()), each -> {
      if (mql.contains(text(each.fields(), "to"))) {
        reached.add(text(each.fields(), "email") + "|" + text(each.fields(), "solution"));
      }
    });
    if (!Files.exists(truth)) {
      return List.of();
    }
    long now = caravan.journal().position();
    var lines = new ArrayList<>(DemoTruths.found(truth, engine.groups(caravan.host().states(), now), reached));
    var alerts = new ArrayList<WorthALook.Alarm>();
    caravan.outbox().decisions(List.of(Decision.Kind.ALERT.code()),
        each -> alerts.add(new WorthALook.Alarm(each.subject(), Times.parse(text(each.fields(), "risen_at")))));
    alerts.sort(Comparator.comparingLong(WorthALook.Alarm::at));
    var handOffs = new ArrayList<WorthALook.Alarm>();
    caravan.outbox().decisions(List.of(Decision.Kind.HAND_OFF.code()), each -> {
      if (text(each.fields(), "of").equals("group")) {
        handOffs.add(new WorthALook.Alarm(text(each.fields(), "account") + "|" + text(each.fields(), "solution"), each.at()));
      }
    });
    lines.addAll(DemoTruths.worth(truth, alerts, handOffs, BusyDays.read(truth).map(days -> days.from().toEpochMilli()).orElse(Long.MIN_VALUE), now));
    return lines;
  }

  /** Ends a report with who was found. */
  void tell(ToldToNobody lost, Consumer<String> say) {
    LostPeople.tell(lost, folder.resolve(LOST).toString(), say);
  }

  private static Map<String, Object> line(Finding found) {
    var line = new LinkedHashMap<String, Object>();
    line.put("person", found.person());
    line.put("record", found.record());
    line.put("solution", found.solution());
    line.put("reason", found.code());
    line.put("why", found.why());
    return line;
  }

  /** Tasks, and the streams that stand still. */
  private void outbox(ResultLines.Sink sink) throws IOException {
    caravan.outbox().entries(Decision.Kind.ASSIGNMENT, each(sink, entry -> row(entry.target(), entry.kind(),
        "id", entry.id(), "state", entry.state().code())));
    for (Outbox.Stop stop : caravan.outbox().stopped()) {
      sink.line(row(stop.stream().target(), stop.stream().kind(), "stopped", true, "reason", stop.reason()));
    }
  }

  private static Map<String, Object> row(String target, Decision.Kind kind, String name, Object value, String other,
      Object otherValue) {
    var row = new LinkedHashMap<String, Object>();
    row.put("target", target);
    row.put("kind", kind.code());
    row.put(name, value);
    row.put(other, otherValue);
    return row;
  }

  private void records(ResultLines.Sink sink) throws IOException {
    for (String type : TYPES) {
      for (Map<String, Object> fields : salesforce.records(type)) {
        var row = new LinkedHashMap<String, Object>();
        row.put("type", type);
        row.putAll(fields);
        sink.line(row);
      }
    }
  }

  private static <T> Consumer<T> each(ResultLines.Sink sink, Function<T, Map<String, Object>> line) {
    return each -> {
      try {
        sink.line(line.apply(each));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
