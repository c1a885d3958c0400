package dev.caravan.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Lists that ship with the program; their origin is in NOTICE. */
public final class ReferenceLists {
  private ReferenceLists() {}

  /** Domains whose e-mail says nothing about a company: free and disposable ones. */
  public static Set<String> freeMail() {
    var domains = new TreeSet<String>(read("free-mail-domains"));
    domains.addAll(read("disposable-mail-domains"));
    return domains;
  }

  /** Legal forms of companies in lower case letters, words apart: {@code gmbh}, {@code sp zoo}. */
  public static List<String> legalForms() {
    return read("legal-forms");
  }

  /** States and provinces, {@code US-CA California}: the ISO 3166-2 code, a space, the name. */
  public static List<String> subdivisions() {
    return read("subdivisions");
  }

  private static List<String> read(String name) {
    try (InputStream in = ReferenceLists.class.getResourceAsStream("/lists/" + name + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("the list " + name + " is missing from the program; build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the list " + name, e);
    }
  }
}
