package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.ConfigNode;
import dev.caravan.routefolder.Findings;
import dev.caravan.routefolder.RouteFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No message enters with headers that somebody outside has chosen; {@code docs/security.md} says why that matters. */
class RouteEntrancesTest {
  private final RouteFiles files = RouteFiles.read(Path.of("routes"), Path.of("connectors"), new Findings());

  @Test
  void routes_and_kamelets_begin_with_consumers_that_make_their_own_headers() {
    List<String> schemes = new ArrayList<>();
    files.routes().forEach(file -> file.items("route").forEach(route -> schemes.add(scheme(route.get("from")))));
    files.kamelets().forEach(file -> schemes.add(scheme(file.root().get("spec").get("template").get("from"))));
    assertThat(schemes).hasSize(files.routes().size() + files.kamelets().size())
        .containsOnly("direct", "quartz", "eloqua", "kamelet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform-http", "jetty", "netty", "netty-http", "undertow", "servlet", "vertx-websocket", "webhook",
      "grpc", "mina", "ftp", "jms", "kafka"})
  void no_component_that_takes_requests_or_messages_is_on_the_class_path(String scheme) {
    assertThat(getClass().getResource("/META-INF/services/org/apache/camel/component/quartz")).isNotNull();
    assertThat(getClass().getResource("/META-INF/services/org/apache/camel/component/" + scheme)).isNull();
  }

  private static String scheme(ConfigNode from) {
    return from.get("uri").text().replaceFirst(":.*", "");
  }
}
