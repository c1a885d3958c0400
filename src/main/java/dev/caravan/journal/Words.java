package dev.caravan.journal;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again (addresses, ids of people, names of assets), so that a million facts hold each of them
 * once. Texts that met in one place push each other out: it may forget, it never mixes up.
 *
 * <p>Several threads may read at once. A text is immutable, and a place not yet seen filled is filled again.
 */
final class Words {
  /** Remembers nothing, for facts read one by one. */
  static final Words NONE = new Words(1, 0);

  private static final int LONGEST = 80;

  private final @Nullable String[] places;
  private final int longest;

  /** For a whole reading. */
  Words() {
    this(1 << 17, LONGEST);
  }

  private Words(int size, int longest) {
    this.places = new String[size];
    this.longest = longest;
  }

  /** The scalar a parser stands on. */
  String read(JsonParser json) throws IOException {
    String text = json.getText();
    if (text.length() > longest) {
      return text;
    }
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 15) & places.length - 1;
    String known = places[place];
    if (text.equals(known)) {
      return known;
    }
    places[place] = text;
    return text;
  }
}
