package dev.caravan.journal;

/**
 * The (source, id) pairs seen so far, as 128-bit fingerprints in one flat table, and a hash of what each said: millions fit where
 * a set of strings would not, and a false repeat is out of reach.
 */
final class SeenFacts {
  /** What a fact is beside those seen before it. */
  enum Seen { FIRST, AGAIN, OTHERWISE }

  private long[] table = new long[1 << 12];
  /** By slot of the table, what the fact there said. */
  private int[] contents = new int[1 << 11];
  private int size;

  /** Takes note of a fact, by its id and a hash of all of it. */
  Seen add(String source, String id, int content) {
    long a = mix(0x9E3779B97F4A7C15L, source, id);
    long b = mix(0xC2B2AE3D27D4EB4FL, source, id);
    if (a == 0 && b == 0) {
      b = 1;
    }
    int slot = put(table, a, b);
    if (slot < 0) {
      return contents[-slot - 1] == content ? Seen.AGAIN : Seen.OTHERWISE;
    }
    contents[slot] = content;
    if (++size * 4 > table.length) {
      long[] wider = new long[Math.multiplyExact(table.length, 2)];
      int[] widerContents = new int[wider.length / 2];
      for (int i = 0; i < table.length; i += 2) {
        if (table[i] != 0 || table[i + 1] != 0) {
          widerContents[put(wider, table[i], table[i + 1])] = contents[i / 2];
        }
      }
      table = wider;
      contents = widerContents;
    }
    return Seen.FIRST;
  }

  /** The slot it took, or {@code -slot - 1} of the one where it stood. */
  private static int put(long[] table, long a, long b) {
    int mask = table.length / 2 - 1;
    for (int slot = (int) a & mask;; slot = (slot + 1) & mask) {
      int at = 2 * slot;
      if (table[at] == 0 && table[at + 1] == 0) {
        table[at] = a;
        table[at + 1] = b;
        return slot;
      }
      if (table[at] == a && table[at + 1] == b) {
        return -slot - 1;
      }
    }
  }

  private static long mix(long seed, String source, String id) {
    long hash = part(seed, source);
    return finish(part(finish(hash + 0x165667B19E3779F9L), id));
  }

  private static long part(long hash, String text) {
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0xD6E8FEB86659FD93L;
      hash ^= hash >>> 32;
    }
    return hash ^ text.length();
  }

  private static long finish(long hash) {
    long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
