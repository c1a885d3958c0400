package dev.caravan.connectors;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;

/**
 * Asks the systems, right before something is written for people, whether they take mail: who opted out after the
 * decision was made is in no journal yet.
 *
 * <p>All connectors of one context share a gate: an opt-out told in one system stops a write to the other. It holds up
 * what reaches people by mail; a task only says so to the rep.
 */
public final class ConsentGate {
  /** Why an item that opts somebody in to mail is kept back. */
  public static final String UNSUBSCRIBED = "unsubscribed";
  /** The first line of a task for somebody who has opted out. */
  public static final String DO_NOT_MAIL = "Do not e-mail: this person has opted out of e-mail.";

  private static final String BEAN = "consents";

  /** One system that knows of consent. */
  @FunctionalInterface
  public interface Source {
    /**
     * Who of these people, by stable id, has opted out of e-mail there as of now; people without a record there have not.
     *
     * @throws NotRead if the system could not be asked
     */
    Set<String> optedOut(Collection<String> people) throws NotRead;
  }

  /** A system could not be asked; the message says which and why, without personal data. */
  public static final class NotRead extends Exception {
    private static final long serialVersionUID = 1L;

    public NotRead(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * What all systems said.
   *
   * @param out who has opted out of e-mail, by stable id
   * @param notRead what kept a system from answering, {@code ""} if all did
   */
  public record Look(Set<String> out, String notRead) {
    public Look {
      out = Set.copyOf(out);
    }

    public boolean isWhole() {
      return notRead.isEmpty();
    }
  }

  private final List<Source> sources = new CopyOnWriteArrayList<>();

  /** The gate of a context, made at the first call. */
  public static synchronized ConsentGate of(CamelContext context) {
    ConsentGate there = context.getRegistry().lookupByNameAndType(BEAN, ConsentGate.class);
    if (there != null) {
      return there;
    }
    var gate = new ConsentGate();
    context.getRegistry().bind(BEAN, gate);
    return gate;
  }

  /** Has a system asked, too. */
  public void ask(Source source) {
    sources.add(source);
  }

  /** Asks all systems; those that answer count also where another one does not. */
  public Look look(Collection<String> people) {
    var out = new LinkedHashSet<String>();
    String notRead = "";
    if (!people.isEmpty()) {
      for (Source source : sources) {
        try {
          out.addAll(source.optedOut(people));
        } catch (NotRead e) {
          notRead = String.valueOf(e.getMessage());
        }
      }
    }
    return new Look(out, notRead);
  }
}
