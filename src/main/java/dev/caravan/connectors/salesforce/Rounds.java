package dev.caravan.connectors.salesforce;

import dev.caravan.outbox.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives out the items of a batch so that of one person, and of one hand-off, each goes in a later round than the one
 * decided before it. What follows an item that was not written is left for later instead.
 */
final class Rounds {
  private final Batch batch;
  private List<Job> left;
  private List<Job> round = List.of();
  /** Whom and what nothing more is written of, and the item that was not. */
  private final Map<String, Item> stuck = new HashMap<>();

  Rounds(Batch batch, List<Job> jobs) {
    this.batch = batch;
    this.left = jobs;
  }

  /** The next items, at most one of a person or hand-off; empty when all have been given out. */
  List<Job> next() {
    round.forEach(this::note);
    var next = new ArrayList<Job>();
    var later = new ArrayList<Job>();
    var taken = new HashSet<String>();
    for (Job job : left) {
      if (!batch.isOpen(job.item)) {
        note(job);
        continue;
      }
      Item before = before(job);
      if (before != null) {
        batch.behind(job.item, before);
        job.turns().forEach(name -> stuck.putIfAbsent(name, before));
      } else if (job.turns().stream().anyMatch(taken::contains)) {
        later.add(job);
      } else {
        next.add(job);
      }
      taken.addAll(job.turns());
    }
    // The record made in an earlier round is read like any other.
    later.forEach(job -> job.created = false);
    left = later;
    round = List.copyOf(next);
    return round;
  }

  private @Nullable Item before(Job job) {
    return job.turns().stream().map(stuck::get).filter(Objects::nonNull).findFirst().orElse(null);
  }

  private void note(Job job) {
    if (batch.isStuck(job.item)) {
      Set<String> names = batch.isRecordStuck(job.item) ? job.turns() : job.tasks();
      names.forEach(name -> stuck.putIfAbsent(name, job.item));
    }
  }
}
