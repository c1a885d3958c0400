package dev.caravan.connectors.file;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import dev.caravan.journal.FactJson;
import dev.caravan.model.Fact;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Lets a state of a record pass once, as the journal does; it holds two hashes a record. */
final class RecordFilter {
  private final Map<HashCode, HashCode> newest = new HashMap<>();

  /** False when the record said the same the last time. */
  boolean isNews(Fact fact) {
    if (!FactRule.RECORDS.contains(fact.type())) {
      return true;
    }
    Fact.Head head = fact.head();
    String record = head.id().substring(0, head.id().lastIndexOf('@'));
    Fact timeless = fact.with(new Fact.Head(head.source(), record, head.subject(), 0, 0, ""));
    HashCode content = hash(FactJson.write(timeless));
    return !content.equals(newest.put(hash(head.source() + "\n" + record), content));
  }

  private static HashCode hash(String text) {
    return Hashing.murmur3_128().hashString(text, StandardCharsets.UTF_8);
  }
}
