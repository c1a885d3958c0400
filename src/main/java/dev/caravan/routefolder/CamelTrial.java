package dev.caravan.routefolder;

import dev.caravan.config.Origin;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Lets Camel read files in a context that is thrown away and never started. */
final class CamelTrial implements AutoCloseable {
  private static final Pattern PLACE = Pattern.compile("line:? (\\d+), column:? (\\d+)");

  private final DefaultCamelContext camel = new DefaultCamelContext(false);

  CamelTrial() {
    camel.disableJMX();
    camel.build();
  }

  void read(RouteFile file, Findings findings) {
    try {
      PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("file:" + file.shown(), file.text()));
    } catch (Exception e) {
      findings.add(place(file, e), "camel", "Camel cannot read this: " + sentence(e) + "; expected its YAML DSL");
    }
  }

  @Override
  public void close() {
    camel.stop();
  }

  /** What went wrong, in the words of the innermost cause that has any; one line. */
  static String sentence(Throwable thrown) {
    String words = "";
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !message.isBlank()) {
        words = message.lines().findFirst().orElse(message).strip();
      }
    }
    return words.isEmpty() ? thrown.getClass().getSimpleName() : words;
  }

  private static Origin place(RouteFile file, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      Matcher place = PLACE.matcher(String.valueOf(cause.getMessage()));
      if (place.find()) {
        return new Origin(file.shown(), Math.max(1, Integer.parseInt(place.group(1))),
            Math.max(1, Integer.parseInt(place.group(2))));
      }
    }
    return file.top();
  }
}
