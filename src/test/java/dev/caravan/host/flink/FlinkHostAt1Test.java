package dev.caravan.host.flink;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every build runs the contract at 2, and the faults at 1, 2 and 4. */
@EnabledIfSystemProperty(named = "caravan.faults", matches = "true", disabledReason = "-Pfaults runs it")
class FlinkHostAt1Test extends FlinkHostContract {
  FlinkHostAt1Test() {
    super(1);
  }
}
