package dev.caravan.sandbox.salesforce;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has its own org, and a client logged in to it. */
abstract class OrgTest {
  @TempDir Path folder;
  SalesforceStandIn org;
  Client client;

  @BeforeEach
  void open() {
    org = Client.open(folder);
    client = new Client(org).login();
  }

  @AfterEach
  void close() {
    org.close();
  }

  void reopen() {
    org.close();
    open();
  }
}
