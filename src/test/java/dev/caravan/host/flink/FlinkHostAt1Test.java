package dev.caravan.host.flink;

class FlinkHostAt1Test extends FlinkHostContract {
  FlinkHostAt1Test() {
    super(1);
  }
}
