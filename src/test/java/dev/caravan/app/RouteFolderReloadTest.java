package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.config.ConfigException;
import dev.caravan.routefolder.RouteFolder.Change;
import dev.caravan.routefolder.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits are taken in by difference, or not at all. */
class RouteFolderReloadTest {
  @TempDir Path root;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private Folders folders;
  private RouteFolder folder;

  @BeforeEach
  void open() throws Exception {
    camel.disableJMX();
    folders = new Folders(root);
    folder = folders.folder();
    folders.route("errors", Folders.ERRORS);
    folders.answering("process-a", "a1");
    folders.answering("process-b", "b1");
    folders.saying("shop-word-sink", "hello");
    folders.route("deliver-word", "- route:", "    id: deliver-word", "    description: Says a word",
        "    routeConfigurationId: delivery", "    from:", "      uri: direct:deliver-word", "      steps:",
        "        - to:",
        "            uri: kamelet:shop-word-sink", "            parameters:", "              whom: world");
  }

  @AfterEach
  void close() throws IOException {
    camel.close();
  }

  private void start() {
    folder.start(camel);
    camel.start();
  }

  private String ask(String name) {
    return camel.createProducerTemplate().requestBody("direct:" + name, "", String.class);
  }

  private List<String> running() {
    return camel.getRoutes().stream().filter(route -> !route.isCreatedByKamelet()).map(Route::getId).sorted().toList();
  }

  private long ofKamelets() {
    return camel.getRoutes().stream().filter(Route::isCreatedByKamelet).count();
  }

  @Test
  void a_faultless_folder_starts_with_the_context() {
    start();
    assertThat(running()).containsExactly("deliver-word", "process-a", "process-b");
    assertThat(ask("process-a")).isEqualTo("a1");
    assertThat(ask("deliver-word")).isEqualTo("hello world 1");
    assertThat(camel.getRoute("deliver-word").getConfigurationId()).isEqualTo("delivery");
  }

  @Test
  void a_faultless_folder_starts_in_a_context_that_runs() {
    camel.start();
    folder.start(camel);
    assertThat(ask("deliver-word")).isEqualTo("hello world 1");
  }

  @Test
  void one_mistake_and_nothing_starts() throws IOException {
    folders.route("process-b", "- route:", "    id: process-b", "    from:", "      uri: direct:x", "      stepss: []");
    assertThatThrownBy(() -> folder.start(camel)).isInstanceOfSatisfying(ConfigException.class,
        e -> assertThat(e.diagnostics()).hasSize(3));
    assertThat(camel.getRouteDefinitions()).isEmpty();
  }

  @Test
  void without_an_edit_nothing_happens() {
    start();
    Route before = camel.getRoute("process-a");
    assertThat(folder.reload(camel)).isEqualTo(new Change.Unchanged());
    assertThat(camel.getRoute("process-a")).isSameAs(before);
  }

  @Test
  void an_edited_route_is_replaced_and_no_other_is_touched() throws IOException {
    start();
    Route other = camel.getRoute("process-b");
    folders.answering("process-a", "a2");
    assertThat(folder.reload(camel)).isEqualTo(new Change.Reloaded(List.of(), List.of("process-a"), List.of()));
    assertThat(ask("process-a")).isEqualTo("a2");
    assertThat(camel.getRoute("process-b")).isSameAs(other);
  }

  @Test
  void routes_come_and_go_with_their_files() throws IOException {
    start();
    folders.answering("process-c", "c1");
    Files.delete(folders.routes.resolve("process-b.camel.yaml"));
    assertThat(folder.reload(camel)).isEqualTo(new Change.Reloaded(List.of("process-c"), List.of(),
        List.of("process-b")));
    assertThat(running()).containsExactly("deliver-word", "process-a", "process-c");
    assertThat(camel.getRouteDefinition("process-b")).isNull();
    assertThat(ask("process-c")).isEqualTo("c1");
  }

  @Test
  void a_renamed_route_leaves_no_old_copy() throws IOException {
    start();
    Path old = folders.routes.resolve("process-b.camel.yaml");
    Path renamed = folders.routes.resolve("process-bee.camel.yaml");
    // The address it waits at stays, so the old copy must be gone before the new one begins.
    Files.writeString(renamed, Files.readString(old).replace("id: process-b", "id: process-bee"));
    Files.delete(old);
    assertThat(folder.reload(camel)).isEqualTo(new Change.Reloaded(List.of("process-bee"), List.of(),
        List.of("process-b")));
    assertThat(running()).containsExactly("deliver-word", "process-a", "process-bee");
    assertThat(ask("process-b")).isEqualTo("b1");
  }

  @Test
  void a_broken_edit_keeps_what_runs_and_its_fix_is_taken_in() throws IOException {
    start();
    Route before = camel.getRoute("process-a");
    Path file = folders.routes.resolve("process-a.camel.yaml");
    String good = Files.readString(file);
    Files.writeString(file, good.replace("setBody", "setBodi"));
    folders.answering("process-b", "b2");
    assertThat(folder.reload(camel)).isInstanceOfSatisfying(Change.Kept.class, kept -> {
      assertThat(kept.diagnostics()).singleElement().satisfies(told -> assertThat(told.line()).isEqualTo(7));
      assertThat(kept.sentence()).contains("did you mean \"setBody\"");
    });
    assertThat(camel.getRoute("process-a")).isSameAs(before);
    assertThat(ask("process-b")).as("half an edit is no edit").isEqualTo("b1");
    assertThat(folder.reload(camel)).as("told once").isEqualTo(new Change.Unchanged());

    Files.writeString(file, good.replace("a1", "a2"));
    assertThat(folder.reload(camel)).isEqualTo(
        new Change.Reloaded(List.of(), List.of("process-a", "process-b"), List.of()));
    assertThat(ask("process-a") + ask("process-b")).isEqualTo("a2b2");
  }

  @Test
  void an_edited_kamelet_replaces_the_routes_that_use_it() throws IOException {
    start();
    Route other = camel.getRoute("process-a");
    assertThat(ofKamelets()).isEqualTo(1);
    folders.saying("shop-word-sink", "goodbye");
    assertThat(folder.reload(camel)).isEqualTo(new Change.Reloaded(List.of(), List.of("deliver-word"), List.of()));
    assertThat(ask("deliver-word")).isEqualTo("goodbye world 1");
    assertThat(ofKamelets()).as("nothing of the old one is left").isEqualTo(1);
    assertThat(camel.getRoute("process-a")).isSameAs(other);

    Files.delete(folders.routes.resolve("deliver-word.camel.yaml"));
    folder.reload(camel);
    assertThat(ofKamelets()).isZero();
  }

  @Test
  void an_edited_source_feeds_the_route_anew() throws Exception {
    var box = new LinkedBlockingQueue<Object>();
    camel.getRegistry().bind("box", box);
    source("one");
    folders.route("poll-orders", "- route:", "    id: poll-orders", "    description: Takes orders", "    from:",
        "      uri: kamelet:shop-order-source", "      steps:", "        - bean:", "            ref: box",
        "            method: add(${body})");
    start();
    assertThat(box.poll(30, TimeUnit.SECONDS)).isEqualTo("one");
    source("two");
    assertThat(folder.reload(camel)).isEqualTo(new Change.Reloaded(List.of(), List.of("poll-orders"), List.of()));
    assertThat(box.poll(30, TimeUnit.SECONDS)).isEqualTo("two");
    assertThat(ofKamelets()).isEqualTo(2);
    folders.answering("process-a", "a2");
    folder.reload(camel);
    assertThat(box).as("not begun again for another route's edit").isEmpty();
  }

  private void source(String word) throws IOException {
    folders.kamelet("shop-order-source", "apiVersion: camel.apache.org/v1", "kind: Kamelet", "metadata:",
        "  name: shop-order-source", "  labels:", "    camel.apache.org/kamelet.type: source", "spec:", "  definition:",
        "    title: Shop Order Source", "    description: Sends one word.", "    type: object", "  template:",
        "    from:",
        "      uri: timer:shop-order-source", "      parameters:", "        delay: 0", "        repeatCount: 1",
        "      steps:",
        "        - setBody:", "            constant: " + word, "        - to: kamelet:sink");
  }

  @Test
  void edited_route_configurations_replace_the_routes_that_name_them() throws IOException {
    start();
    folders.route("errors", "- routeConfiguration:", "    id: delivery", "    onException:", "      - onException:",
        "          exception:", "            - java.lang.Exception", "          handled:",
        "            constant: \"true\"",
        "          steps:", "            - setBody:", "                constant: caught");
    assertThat(folder.reload(camel)).isEqualTo(new Change.Reloaded(List.of(), List.of("deliver-word"), List.of()));
    folders.route("deliver-word", "- route:", "    id: deliver-word", "    description: Fails",
        "    routeConfigurationId: delivery", "    from:", "      uri: direct:deliver-word", "      steps:",
        "        - throwException:", "            exceptionType: java.lang.IllegalStateException",
        "            message: x");
    folder.reload(camel);
    assertThat(ask("deliver-word")).isEqualTo("caught");
  }

  @Test
  void what_camel_cannot_start_is_undone() throws IOException {
    start();
    folders.answering("process-a", "a2");
    // Faultless to look at; only the running house can tell that this property has no value.
    folders.route("process-b", "- route:", "    id: process-b", "    description: Answers with a word", "    from:",
        "      uri: direct:process-b", "      steps:", "        - to:",
        "            uri: \"log:{{no.such.property}}\"");
    assertThat(folder.reload(camel)).isInstanceOfSatisfying(Change.Kept.class, kept -> assertThat(kept.diagnostics())
        .singleElement().satisfies(told -> {
          assertThat(told.code()).isEqualTo("did-not-start");
          assertThat(told.file()).endsWith("process-b.camel.yaml");
          assertThat(told.message()).contains("no.such.property");
        }));
    assertThat(running()).containsExactly("deliver-word", "process-a", "process-b");
    assertThat(ask("process-a") + ask("process-b")).isEqualTo("a1b1");
    assertThat(ask("deliver-word")).isEqualTo("hello world 1");
    assertThat(folder.reload(camel)).isEqualTo(new Change.Unchanged());

    folders.answering("process-b", "b2");
    assertThat(folder.reload(camel)).isEqualTo(
        new Change.Reloaded(List.of(), List.of("process-a", "process-b"), List.of()));
    assertThat(ask("process-a") + ask("process-b")).isEqualTo("a2b2");
  }

  @Test
  void what_camel_cannot_start_in_a_context_that_runs_leaves_nothing() throws IOException {
    folders.route("process-b", "- route:", "    id: process-b", "    description: Answers with a word", "    from:",
        "      uri: direct:process-b", "      steps:", "        - to:",
        "            uri: \"log:{{no.such.property}}\"");
    camel.start();
    assertThatThrownBy(() -> folder.start(camel)).isInstanceOf(ConfigException.class)
        .hasMessageContaining("no.such.property");
    assertThat(camel.getRoutes()).isEmpty();
    folders.answering("process-b", "b2");
    folder.start(camel);
    assertThat(ask("process-b")).isEqualTo("b2");
  }

  @Test
  void a_file_with_an_ending_nobody_reads_is_told_once() throws IOException {
    start();
    Files.writeString(folders.routes.resolve("poll-lost.yaml"), "");
    assertThat(folder.reload(camel)).isInstanceOf(Change.Kept.class);
    assertThat(folder.reload(camel)).isEqualTo(new Change.Unchanged());
  }

  @Test
  void reloading_before_the_start_is_refused() {
    assertThatThrownBy(() -> folder.reload(camel)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call start");
  }
}
