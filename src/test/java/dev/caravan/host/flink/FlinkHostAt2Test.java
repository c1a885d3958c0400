package dev.caravan.host.flink;

class FlinkHostAt2Test extends FlinkHostContract {
  FlinkHostAt2Test() {
    super(2);
  }
}
