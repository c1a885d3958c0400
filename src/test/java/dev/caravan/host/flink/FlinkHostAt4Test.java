package dev.caravan.host.flink;

class FlinkHostAt4Test extends FlinkHostContract {
  FlinkHostAt4Test() {
    super(4);
  }
}
