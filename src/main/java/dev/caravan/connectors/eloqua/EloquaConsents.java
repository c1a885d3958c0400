package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.ConsentGate;
import dev.caravan.connectors.eloqua.internal.EloquaHttp;
import dev.caravan.connectors.eloqua.internal.Subscriptions;
import dev.caravan.journal.People;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What Eloqua says of people's consent as of now. */
final class EloquaConsents implements ConsentGate.Source {
  private final Supplier<EloquaHttp> http;
  private final People people;
  private final String target;

  EloquaConsents(Supplier<EloquaHttp> http, People people, String target) {
    this.http = http;
    this.people = people;
    this.target = target;
  }

  @Override
  public Set<String> optedOut(Collection<String> persons) throws ConsentGate.NotRead {
    Map<String, String> byContact = new HashMap<>();
    for (String person : persons) {
      String contact = people.ids(person).getOrDefault(target, "");
      if (!contact.isEmpty()) {
        byContact.put(contact, person);
      }
    }
    var out = new HashSet<String>();
    try {
      for (String contact : byContact.isEmpty() ? Set.<String>of() : Subscriptions.unsubscribed(http.get(), byContact.keySet())) {
        out.add(byContact.getOrDefault(contact, ""));
      }
    } catch (EloquaException e) {
      throw new ConsentGate.NotRead(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConsentGate.NotRead("stopped while Eloqua was asked about consent", e);
    }
    out.remove("");
    return out;
  }
}
