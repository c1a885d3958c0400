package dev.caravan.connectors.salesforce;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library's component with a bound over its stop: it takes back its token then, and a refusal of that with 401 is
 * never answered, so that the process would not end.
 */
final class BoundedComponent extends SalesforceComponent {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedComponent.class);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Duration deadline;

  BoundedComponent(Duration deadline) {
    this.deadline = deadline.compareTo(LONGEST) < 0 ? deadline : LONGEST;
  }

  @Override
  protected void doStop() throws Exception {
    var stop = new FutureTask<>(() -> {
      super.doStop();
      return true;
    });
    var thread = new Thread(stop, "salesforce-stop");
    thread.setDaemon(true);
    thread.start();
    try {
      stop.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt(); // the library then closes its connections
      LOG.info("Salesforce did not take back the token within {} s; it ends by itself", deadline.toSeconds());
    } catch (ExecutionException e) {
      LOG.info("Salesforce did not take back the token: {}", String.valueOf(e.getCause()));
    }
  }
}
