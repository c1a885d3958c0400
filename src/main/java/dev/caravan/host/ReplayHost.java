package dev.caravan.host;

import dev.caravan.engine.GoLive;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A host that reads fact files itself; found by {@link java.util.ServiceLoader}, since its jars need not be there. */
public interface ReplayHost {

  /**
   * What came of it.
   *
   * @param setAside rows that were no facts, in the order of the files
   */
  record Carried(FactFiles.Counts counts, List<Arrival.SetAside> setAside, Outcome outcome) {}

  /**
   * Carries facts from files through to a horizon.
   *
   * @param config folder of the settings
   * @param facts a file or folder, as {@link FactFiles} takes it
   * @param goLive from when on the rooms act
   * @param asOf facts recorded later are not known yet; {@link Long#MAX_VALUE} for the last fact's time
   * @param latest facts recorded later cannot be, and are set aside
   * @param parallelism how many keys of a stage are worked on at a time
   * @throws IOException if the facts cannot be read
   * @throws BrokenOff if the host gave up
   */
  Carried replay(Path config, GoLive goLive, Path facts, long asOf, long latest, int parallelism) throws IOException;

  /** The same of facts that all can be. */
  default Carried replay(Path config, GoLive goLive, Path facts, long asOf, int parallelism) throws IOException {
    return replay(config, goLive, facts, asOf, Long.MAX_VALUE, parallelism);
  }

  /** A host could not come to its end; the message says why. */
  final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenOff(String reason, Throwable cause) {
      super(reason, cause);
    }
  }
}
