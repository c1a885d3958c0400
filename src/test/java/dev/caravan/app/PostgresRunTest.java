package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import dev.caravan.store.Databases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service over PostgreSQL, from reading to delivering. */
class PostgresRunTest {
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path folder;

  @Test
  void a_run_reads_decides_and_delivers_and_the_next_writes_nothing() throws Exception {
    DemoData data = DemoData.fresh(folder.resolve("data"), DemoData.smallMarket(folder.resolve("facts.ndjson")));
    String url = Databases.freshDatabase();
    try (var eloqua = EloquaStandIn.open(data.facts(), data.log(DemoData.ELOQUA), CLOCK, 0);
        var salesforce = SalesforceStandIn.open(data.facts(), data.log(DemoData.SALESFORCE), CLOCK, 0)) {
      Path config = PostgresConfig.write(folder.resolve("config"), data.facts(),
          PostgresConfig.settings(eloqua, salesforce, url));

      assertThat(run(options(data, config, false, false))).contains("salesforce");
      List<String> writes = data.writes();
      assertThat(writes).isNotEmpty();
      assertThat(Cabinet.database(data.folder())).doesNotExist();
      assertThat(Shell.run("runs", "--data", data.folder(), "--config", config).out()).contains("sync  done");

      run(options(data, config, false, false));
      run(options(data, config, false, true));
      assertThat(data.writes()).isEqualTo(writes);
      assertThat(Shell.run("runs", "--data", data.folder(), "--config", config).out()).contains("delivery  done");
      assertThatThrownBy(() -> run(options(data, config, true, false))).isInstanceOf(CannotStart.class)
          .hasMessageContaining("--dry-run works on a copy");
    }
  }

  private static Starters.RunOptions options(DemoData data, Path config, boolean dryRun, boolean deliverOnly) {
    return new Starters.RunOptions(true, dryRun, deliverOnly, data.folder(), config);
  }

  private static String run(Starters.RunOptions options) throws Exception {
    var said = new StringWriter();
    int code = new Service(Path.of("."), CLOCK, CLOCK, new PrintWriter(said), new PrintWriter(said)).run(options);
    assertThat(code).as(said.toString()).isIn(0, 1);
    return said.toString();
  }
}
