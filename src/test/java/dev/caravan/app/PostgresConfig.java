package dev.caravan.app;

import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The shipped settings, with PostgreSQL as the store and the stand-ins as the systems. */
final class PostgresConfig {
  private PostgresConfig() {}

  static Properties settings(EloquaStandIn eloqua, SalesforceStandIn salesforce, String url) {
    Properties settings = RunPlace.quick(eloqua, salesforce);
    settings.setProperty("caravan.store", url);
    settings.setProperty("caravan.store.user", "postgres");
    settings.setProperty("caravan.delivery.lease", "3000");
    return settings;
  }

  /** A settings folder. */
  static Path write(Path folder, Path facts, Properties settings) throws IOException {
    DemoSettings.write(Path.of("config"), folder, facts);
    try (Writer writer = Files.newBufferedWriter(folder.resolve("application.properties"))) {
      settings.store(writer, null);
    }
    return folder;
  }
}
