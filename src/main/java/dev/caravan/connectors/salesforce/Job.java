package dev.caravan.connectors.salesforce;

import dev.caravan.outbox.Item;
import java.util.Set;
import java.util.TreeSet;

/** An item of {@link AssignmentWriter} with what has been found out about it. */
final class Job {
  final Item item;
  Who who;
  String owner = "";
  /** Who was to have the task when this was decided; a rep who took the lead over may have it in their place. */
  String user = "";
  String taskOwner = "";
  String taskId = "";
  String oldTaskOwner = "";
  /** The open task of the hand-off that this is appended to, and what it says. */
  String openTask = "";
  String openText = "";
  boolean taskIsClosed;
  boolean created;
  /** Whether others may still wait for the record: it was not known before, or the try that found it never ended. */
  boolean news;

  Job(Item item, Who who) {
    this.item = item;
    this.who = who;
    this.news = item.uncertain() || item.attempts() > 0;
  }

  String text(String key) {
    return Payload.text(item.payload(), key);
  }

  /** The key of the task. */
  String handOff() {
    String id = text("hand_off");
    return id.isEmpty() ? item.key() : id;
  }

  /** The key of the hand-off's own task. */
  String about() {
    return isAppended() ? text("about") : handOff();
  }

  /** Whether it is a word to somebody, which leaves the owner as they are. */
  boolean isWord() {
    String what = text("what");
    return !what.isEmpty() && !what.equals("reassignment");
  }

  /** Whether it goes on as part of a group's: its task then says so, and goes to whom the group went to. */
  boolean isJoined() {
    return text("what").equals("joined");
  }

  /** Whether it closes tasks that have nothing more to say. */
  boolean isClosing() {
    return text("what").equals("reminders-closed") || closesAll();
  }

  /** Whether the hand-off's own task is among them. */
  boolean closesAll() {
    return text("what").equals("task-closed");
  }

  /** Whether it is a word about a hand-off that covers more now. */
  boolean isAppended() {
    return text("what").equals("appended") && !text("about").isEmpty();
  }

  /** Whether the word goes into the hand-off's task: it is open, and has so much room. */
  boolean goesOn(int room) {
    return isAppended() && !openTask.isEmpty() && (isThere() || openText.length() + word().length() <= room);
  }

  /** Whether the hand-off's task says it already; Salesforce may have other line ends. */
  boolean isThere() {
    return openText.replace("\r", "").contains(word().strip());
  }

  /** What is added to the task. */
  String word() {
    return "\n\n" + text("action") + "\n" + text("text").strip();
  }

  /** Whether somebody else was given the task since: what was decided first has nothing more to say. */
  boolean isOvertaken() {
    return text("what").isEmpty() && !taskId.isEmpty() && !Org.same(oldTaskOwner, user);
  }

  /** The hand-offs whose tasks it makes, changes or speaks of. */
  Set<String> tasks() {
    var tasks = new TreeSet<String>(Set.of("task " + handOff()));
    if (!text("about").isEmpty()) {
      tasks.add("task " + text("about"));
    }
    return tasks;
  }

  /** By what it takes turns with others: the person, and the hand-offs. */
  Set<String> turns() {
    Set<String> turns = tasks();
    turns.add("person " + person());
    return turns;
  }

  /** Whether nobody is named: the task is about the account itself. */
  boolean isOfAccount() {
    return text("of").equals("account");
  }

  /** Whether somebody is named who has no record yet. */
  boolean lacksRecord(Batch batch) {
    return batch.isOpen(item) && who.nobody() && !isOfAccount() && !isClosing();
  }

  String person() {
    String id = text("person");
    return id.isEmpty() ? item.key() : id;
  }
}
