package dev.caravan.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * The hash of what a file says, not of how it is written: comments, quotes and layout do not count, order and words do.
 *
 * <p>The signatures are left out, because they sign this very hash, and the day of the last review, which changes nothing.
 */
final class Fingerprint {
  private static final Set<String> NOT_CONTENT = Set.of("signed", "reviewed");
  private static final int SHOWN = 12;

  private Fingerprint() {}

  static String of(ConfigNode root) {
    StringBuilder canonical = new StringBuilder();
    write(root, canonical, true);
    return ofText(canonical.toString());
  }

  static String ofText(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String shown(String hash) {
    return hash.substring(0, SHOWN);
  }

  private static void write(ConfigNode node, StringBuilder out, boolean top) {
    switch (node.kind()) {
      case MAP -> {
        out.append('{');
        for (ConfigNode.Entry entry : node.entries()) {
          if (!top || !NOT_CONTENT.contains(entry.key())) {
            text(entry.key(), out);
            write(entry.value(), out, false);
          }
        }
        out.append('}');
      }
      case LIST -> {
        out.append('[');
        for (ConfigNode item : node.items()) {
          write(item, out, false);
        }
        out.append(']');
      }
      case VALUE -> {
        out.append(node.scalar().name().charAt(0));
        text(node.text(), out);
      }
      case EMPTY, MISSING -> out.append('~');
    }
  }

  /** With its length in front, so that no two trees write the same. */
  private static void text(String text, StringBuilder out) {
    out.append(text.length()).append(':').append(text);
  }
}
