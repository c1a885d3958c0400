package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.eloqua.internal.Pause;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries a poll again while Eloqua is unavailable, so that a run of a single poll survives a short outage. */
final class EloquaPollStrategy extends DefaultPollingConsumerPollStrategy {
  private static final long FIRST_PAUSE_MS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(EloquaPollStrategy.class);

  private final int retries;
  private final Pause pause;

  EloquaPollStrategy(int retries, Pause pause) {
    this.retries = retries;
    this.pause = pause;
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
    if (cause instanceof EloquaUnavailableException && retryCounter < retries) {
      LOG.info("{}; trying again ({} of {})", cause.getMessage(), retryCounter + 1, retries);
      pause.millis(FIRST_PAUSE_MS << Math.min(retryCounter, 6));
      return true;
    }
    if (cause instanceof InterruptedException) {
      LOG.debug("{}", cause.getMessage());
      return false;
    }
    return super.rollback(consumer, endpoint, retryCounter, cause);
  }
}
