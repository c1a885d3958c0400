package dev.caravan.host;

import dev.caravan.engine.States;
import dev.caravan.engine.KeyRun;
import dev.caravan.model.Decision;
import java.util.List;
import java.util.Map;

/**
 * What a replay came to; the same on every host.
 *
 * @param asOf the last moment seen, epoch ms
 * @param decisions by time and subject
 * @param people lines of {@code people.ndjson}
 * @param groups lines of {@code groups.ndjson}
 * @param states where every key stands at the end
 */
public record Outcome(long asOf, List<Decision> decisions, List<KeyRun.Poisoned> poisoned,
    Iterable<Map<String, Object>> people, Iterable<Map<String, Object>> groups, States states) {}
