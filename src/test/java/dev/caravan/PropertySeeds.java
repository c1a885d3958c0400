package dev.caravan;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives every property its seed: the same one in each build, so that only a change can turn it red; a fresh one and more
 * tries where {@code -Pexplore} looks for counter-examples. Known to jqwik by its service file.
 *
 * <p>{@code -Dcaravan.seed=N} repeats what an exploration found. A property that names a seed of its own keeps it.
 */
public final class PropertySeeds implements AroundPropertyHook {
  /** Any would do; it is the same for all, so that nobody is tempted to choose one that hides a fault. */
  private static final String FIXED = "1";
  private static final String GIVEN = System.getProperty("caravan.seed", "");
  /** How many times the usual tries an exploration takes; 0 where none is under way. */
  private static final int EXPLORES = Integer.getInteger("caravan.explore", 0);
  /** Of a property that does not say how many; it is jqwik's own number. */
  private static final int USUAL_TRIES = 1000;

  @Override
  public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
    PropertyAttributes attributes = context.attributes();
    if (EXPLORES > 0) {
      attributes.setTries(attributes.tries().orElse(USUAL_TRIES) * EXPLORES);
    }
    if (attributes.seed().isEmpty() && !GIVEN.isEmpty()) {
      attributes.setSeed(GIVEN);
    } else if (attributes.seed().isEmpty() && EXPLORES == 0) {
      attributes.setSeed(FIXED);
    }
    PropertyExecutionResult result = property.execute();
    if (result.status() == PropertyExecutionResult.Status.FAILED) {
      context.reporter().publishValue("to repeat it", "mvn test -Pexplore -Dtest="
          + context.containerClass().getSimpleName() + " -Dcaravan.seed=" + result.seed().orElse(FIXED));
    }
    return result;
  }

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }
}
