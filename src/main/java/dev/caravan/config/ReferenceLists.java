package dev.caravan.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** Lists that ship with the program; their origin is in NOTICE. */
public final class ReferenceLists {
  private ReferenceLists() {}

  /** Domains whose e-mail says nothing about a company: free and disposable ones. */
  public static Set<String> freeMail() {
    var domains = new TreeSet<String>();
    for (String name : new String[] {"free-mail-domains", "disposable-mail-domains"}) {
      try (InputStream in = ReferenceLists.class.getResourceAsStream("/lists/" + name + ".txt")) {
        if (in == null) {
          throw new IllegalStateException("the list " + name + " is missing from the program; build it again");
        }
        new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).forEach(domains::add);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the list " + name, e);
      }
    }
    return domains;
  }
}
