package dev.caravan.connectors.file;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import dev.caravan.journal.FactJson;
import dev.caravan.journal.FactValues;
import dev.caravan.model.Fact;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Lets a state of a record pass once, and whatever happened once, as the journal does; it holds some hashes for each. */
final class RecordFilter {
  private record State(long time, HashCode content, int nth) {}

  private final Map<HashCode, State> newest = new HashMap<>();
  private final Map<HashCode, HashCode> happened = new HashMap<>();

  /** What a fact is beside those before it. */
  sealed interface Found {}

  /** It is new, perhaps under an id of its own. */
  record News(Fact fact) implements Found {}

  /** It was there. */
  record Repeated() implements Found {}

  /** Something else was there under its id. */
  record Otherwise() implements Found {}

  Found found(Fact fact) {
    Fact.Head head = fact.head();
    if (!FactRule.RECORDS.contains(fact.type())) {
      HashCode content = hash(FactJson.write(fact));
      HashCode before = happened.putIfAbsent(hash(head.source() + "\n" + head.id()), content);
      return before == null ? new News(fact) : before.equals(content) ? new Repeated() : new Otherwise();
    }
    String record = head.id().substring(0, head.id().lastIndexOf('@'));
    HashCode key = hash(head.source() + "\n" + record);
    HashCode content = hash(FactJson.write(fact.with(new Fact.Head(head.source(), record, head.subject(), 0, 0, ""))));
    State before = newest.get(key);
    if (before != null && before.content().equals(content)) {
      return new Repeated();
    }
    int nth = before != null && before.time() == head.time() ? before.nth() + 1 : 1;
    newest.put(key, new State(head.time(), content, nth));
    return new News(nth == 1 ? fact : FactValues.nth(fact, nth));
  }

  private static HashCode hash(String text) {
    return Hashing.murmur3_128().hashString(text, StandardCharsets.UTF_8);
  }
}
