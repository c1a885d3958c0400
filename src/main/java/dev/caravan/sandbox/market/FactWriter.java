package dev.caravan.sandbox.market;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes facts, one a line, and counts them. Facts must come in order of time. */
final class FactWriter implements AutoCloseable {
  /** Writes the data of one fact. */
  interface Data {
    void write(JsonGenerator json) throws IOException;
  }

  private final JsonGenerator json;
  private final Campaigns campaigns;
  private final Map<String, long[]> counts = new TreeMap<>();
  private final Map<Activity, long[]> ids = new EnumMap<>(Activity.class);
  private long lastAt = Long.MIN_VALUE;
  private long facts;
  private long activities;
  private long machineClicks;
  private long day = Long.MIN_VALUE;
  private String date = "";

  FactWriter(OutputStream out, Campaigns campaigns) throws IOException {
    this.campaigns = campaigns;
    json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
    json.setRootValueSeparator(new SerializedString("\n"));
    Map<String, long[]> byEloquaType = new TreeMap<>();
    for (Activity kind : Activity.values()) {
      // Eloqua counts per activity type: all external kinds share one counter.
      ids.put(kind, byEloquaType.computeIfAbsent(kind.eloquaType, type -> new long[] {900}));
    }
  }

  long facts() {
    return facts;
  }

  long activities() {
    return activities;
  }

  long machineClicks() {
    return machineClicks;
  }

  Map<String, long[]> counts() {
    return counts;
  }

  void record(String id, String source, String type, String subject, long at, Data data) throws IOException {
    open(id, source, type, subject, at);
    json.writeObjectFieldStart("data");
    data.write(json);
    json.writeEndObject();
    json.writeEndObject();
  }

  void activity(Act act) throws IOException {
    long[] counter = ids.getOrDefault(act.kind(), new long[1]);
    Person known = act.known();
    String id = act.kind().eloquaType + "-" + ++counter[0];
    open(id, "eloqua", act.kind().type, known == null ? visitor(act) : known.subject(), act.at());
    activities++;
    if (act.origin() == Act.Origin.MACHINE && act.kind() == Activity.EMAIL_CLICK) {
      machineClicks++;
    }
    if (act.detail() instanceof Detail.Bounce bounce) {
      json.writeStringField("recordedtime", time(bounce.recorded()));
    }
    json.writeObjectFieldStart("data");
    if (known != null) {
      text("contact", known.records().eloqua());
    }
    Asset asset = act.asset();
    if (asset != null && act.kind() != Activity.WEB_VISIT) {
      json.writeObjectFieldStart("asset");
      json.writeStringField("type", asset.type());
      json.writeStringField("id", Integer.toString(asset.id()));
      json.writeStringField("name", asset.name());
      json.writeEndObject();
      if (act.kind().isMail() || act.kind() == Activity.FORM_SUBMIT || act.kind() == Activity.EVENT) {
        text("campaign", campaigns.running(asset.solution(), act.at()));
      }
    }
    detail(act.detail());
    json.writeEndObject();
    json.writeEndObject();
  }

  /** RFC 3339 in whole seconds. */
  String time(long at) {
    long itsDay = Math.floorDiv(at, 86_400L);
    if (itsDay != day) {
      day = itsDay;
      date = LocalDate.ofEpochDay(itsDay).toString();
    }
    int second = (int) Math.floorMod(at, 86_400L);
    char[] text = "T00:00:00Z".toCharArray();
    two(text, 1, second / 3_600);
    two(text, 4, second / 60 % 60);
    two(text, 7, second % 60);
    return date + new String(text);
  }

  private static void two(char[] text, int from, int number) {
    text[from] = (char) ('0' + number / 10);
    text[from + 1] = (char) ('0' + number % 10);
  }

  private static String visitor(Act act) {
    if (act.detail() instanceof Detail.Web web) {
      return "eloqua-visitor:" + web.visitor();
    }
    throw new IllegalStateException("only web activity can be anonymous, this is " + act.kind());
  }

  private void open(String id, String source, String type, String subject, long at) throws IOException {
    if (at < lastAt) {
      throw new IllegalStateException("facts must be written in order of time: " + type + " " + id + " at " + time(at)
          + " comes after " + time(lastAt));
    }
    lastAt = at;
    facts++;
    counts.computeIfAbsent(type, key -> new long[1])[0]++;
    json.writeStartObject();
    json.writeStringField("specversion", "1.0");
    json.writeStringField("id", id);
    json.writeStringField("source", source);
    json.writeStringField("type", type);
    json.writeStringField("subject", subject);
    json.writeStringField("time", time(at));
  }

  private void detail(Detail detail) throws IOException {
    if (detail instanceof Detail.Mail mail) {
      json.writeStringField("recipient", mail.recipient());
      json.writeStringField("deployment", mail.deployment());
      text("link", mail.link());
    } else if (detail instanceof Detail.Bounce bounce) {
      json.writeStringField("recipient", bounce.recipient());
      json.writeStringField("deployment", bounce.deployment());
    } else if (detail instanceof Detail.Web web) {
      json.writeStringField("visitor", web.visitor());
      json.writeStringField("url", web.url());
      text("referrer", web.referrer());
      if (web.seconds() > 0) {
        json.writeNumberField("duration_seconds", web.seconds());
      }
      json.writeStringField("ip", web.ip());
    } else if (detail instanceof Detail.Form form) {
      json.writeStringField("visitor", form.visitor());
      json.writeObjectFieldStart("fields");
      for (Map.Entry<String, String> field : form.fields().entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
    }
  }

  private void text(String name, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  @Override
  public void close() throws IOException {
    json.writeRaw('\n');
    json.close();
  }
}
