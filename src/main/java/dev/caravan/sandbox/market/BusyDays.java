package dev.caravan.sandbox.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The last days of a market, in which its sales people work.
 *
 * @param seed of the market
 */
public record BusyDays(Instant from, Instant end, long seed, Sales sales) {

  /** What a truth file says of them; empty if there is no such file, or its market has none. */
  public static Optional<BusyDays> read(Path truth) throws IOException {
    if (!Files.exists(truth)) {
      return Optional.empty();
    }
    JsonNode read = new ObjectMapper().readTree(truth.toFile());
    if (!read.has("sales")) {
      return Optional.empty();
    }
    JsonNode settings = read.path("settings");
    Instant end = Instant.parse(settings.path("end").asText());
    return Optional.of(new BusyDays(end.minus(Duration.ofDays(settings.path("busy").asInt())), end, settings.path("seed").asLong(),
        Sales.read(read.path("sales"))));
  }
}
