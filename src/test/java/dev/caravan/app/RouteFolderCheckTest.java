package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.routefolder.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of mistake is told at its place, all at once, and without starting anything. */
class RouteFolderCheckTest {
  private static final Set<String> SHIPPED = Set.of("journal", "outbox", "eloquaFacts", "eloquaDeliveries",
      "eloquaPositions",
      "salesforceFacts", "salesforcePoll", "salesforceDeliveries", "mailDeliveries", "mailSender", "facts", "enrich", "score", "group", "decide",
      "troubles", "ticks", "deliveries");

  @TempDir Path root;
  private Folders folders;

  @BeforeEach
  void fill() throws IOException {
    folders = new Folders(root);
    folders.route("errors", Folders.ERRORS);
    folders.saying("shop-word-sink", "hello");
  }

  /** One route whose steps are these lines; they begin at line 7. */
  private List<String> steps(String... lines) throws IOException {
    String[] all = Stream.concat(Stream.of("- route:", "    id: process-orders", "    description: Orders", "    from:",
        "      uri: direct:process-orders", "      steps:"), Stream.of(lines).map(line -> "        " + line))
        .toArray(String[]::new);
    folders.route("process-orders", all);
    return folders.mistakes("journal", "outbox");
  }

  @Test
  void the_shipped_folders_have_no_mistakes() {
    assertThat(new RouteFolder(Path.of("routes"), Path.of("connectors")).check(SHIPPED)).isEmpty();
  }

  @Test
  void a_folder_without_mistakes_has_no_findings() throws IOException {
    assertThat(steps("- bean:", "    ref: journal", "    method: keep", "- to:", "    uri: kamelet:shop-word-sink",
        "    parameters:", "      whom: \"{{shop.whom:world}}\"", "- stop: {}")).isEmpty();
  }

  /** The schema lets most steps be written in several ways; none of them may be called a mistake. */
  @Test
  void steps_in_their_many_ways_have_no_findings() throws IOException {
    assertThat(steps(
        "- log: \"got ${body}\"", "- log: { message: \"${header.a}\", loggingLevel: info }",
        "- to: log:x", "- toD: \"log:${header.where}\"", "- toD: { uri: \"log:${header.where}\" }",
        "- setHeader: { name: a, constant: \"1\" }",
        "- setBody: { expression: { simple: { expression: \"${body}\" } } }",
        "- setVariable: { name: v, simple: \"${header.a} > 5 && ${body} != null\" }",
        "- choice:", "    when:", "      - simple: \"${header.a} == 1\"", "        steps:", "          - stop: {}",
        "      - expression: { simple: \"${body} contains 'x'\" }", "        steps: [ { log: x } ]",
        "    otherwise: { steps: [ { removeHeaders: { pattern: \"*\", excludePattern: \"a.*\" } } ] }",
        "- filter: { simple: \"${body} is 'String'\", steps: [ { log: y } ] }",
        "- multicast: { parallelProcessing: true, steps: [ { to: log:a }, { to: log:b } ] }",
        "- marshal: { json: { library: Jackson } }", "- unmarshal: { json: {} }",
        "- convertBodyTo: java.lang.String", "- convertBodyTo: { type: String }",
        "- split: { tokenize: \",\", streaming: \"{{shop.streaming:true}}\", steps: [ { log: z } ] }",
        "- split: { tokenize: { token: \",\" }, steps: [ { log: z } ] }",
        "- loop: { constant: \"3\", copy: true, steps: [ { log: z } ] }",
        "- delay: { constant: \"10\" }", "- throttle: { constant: \"3\", timePeriodMillis: 1000 }",
        "- aggregate: { correlationExpression: { constant: all }, completionSize: 3, aggregationStrategy: \"#bean:journal\" }",
        "- wireTap: { uri: log:tap }", "- enrich: { constant: \"log:e\" }",
        "- recipientList: { simple: \"log:${body}\" }",
        "- setBody: { method: { ref: journal, method: size } }", "- setBody: { method: journal }",
        "- script: { simple: \"${body}\" }",
        "- bean: { beanType: java.util.ArrayList, method: size }", "- bean: { ref: \"#bean:journal\" }",
        "- doTry:", "    steps: [ { throwException: { exceptionType: java.lang.IllegalStateException, message: \"no ${body}\" } } ]",
        "    doCatch:", "      - exception: [ java.lang.IllegalStateException ]", "        steps: [ { log: caught } ]",
        "    doFinally: { steps: [ { log: done } ] }",
        "- idempotentConsumer: { simple: \"${header.id}\", idempotentRepository: \"#journal\", steps: [ { log: once } ] }",
        "- pollEnrich: { constant: \"file:waiting\", timeout: 10 }",
        "- kamelet: { name: shop-word-sink, parameters: { whom: me, times: \"{{shop.times:3}}\" } }",
        "- transform: { simple: \"${body}\" }", "- validate: { simple: \"${body} != null\" }",
        "- removeHeader: { name: a }",
        "- pipeline: { steps: [ { log: p } ] }",
        "- to: { uri: log, parameters: { loggerName: t } }", "- to: { uri: \"log:nightly\", pattern: InOnly }"))
        .isEmpty();
  }

  @Test
  void a_route_may_begin_and_fail_in_many_ways() throws IOException {
    folders.route("errors", "- routeConfiguration:", "    id: polling", "    onException:", "      - onException:",
        "          exception: [ java.lang.Exception ]", "          handled: { constant: \"true\" }",
        "          useOriginalMessage: true",
        "          redeliveryPolicy: { maximumRedeliveries: 3, useExponentialBackOff: \"true\", backOffMultiplier: 2,"
            + " redeliveryDelay: \"{{shop.delay:1000}}\", useCollisionAvoidance: true, maximumRedeliveryDelay: 1m }",
        "          steps: [ { bean: { ref: journal, method: \"failed(${exception})\" } } ]",
        "- routeConfiguration:", "    id: delivery", "    errorHandler:", "      deadLetterChannel:",
        "        deadLetterUri: bean:journal?method=failed", "        deadLetterHandleNewException: false",
        "        useOriginalMessage: true", "        redeliveryPolicy: { maximumRedeliveries: \"2\" }",
        "    onCompletion:", "      - onCompletion: { onFailureOnly: true, steps: [ { log: over } ] }");
    folders.route("every-minute", "- route:", "    id: every-minute", "    description: Ticks",
        "    routeConfigurationId: polling",
        "    autoStartup: \"{{shop.tick:true}}\"", "    startupOrder: 10", "    from:", "      uri: timer:minute",
        "      parameters: { period: 1m, includeMetadata: false, fixedRate: \"{{shop.fixed:true}}\", delay: \"{{shop.delay}}\" }",
        "      steps: [ { to: direct:process-orders } ]");
    folders.route("every-night", "- route:", "    id: every-night", "    description: Sleeps", "    errorHandler: {"
        + " noErrorHandler: {} }", "    from:", "      uri: quartz:night", "      parameters: { cron: \"0 0 2 * * ?\","
        + " trigger.timeZone: Europe/Berlin }", "      steps: [ { to: direct:process-orders } ]");
    assertThat(steps("- bean: { ref: journal }")).isEmpty();
  }

  @Test
  void a_schedule_that_is_none_is_told_at_its_place() throws IOException {
    assertThat(steps("- log: over")).isEmpty();
    folders.route("every-night", "- route:", "    id: every-night", "    description: Sleeps",
        "    routeConfigurationId: polling", "    from:", "      uri: quartz:night",
        "      parameters: { cron: \"{{shop.night:0 2 * * *}}\" }", "      steps: [ { to: direct:process-orders } ]");
    assertThat(steps("- log: over")).singleElement().asString().startsWith("every-night.camel.yaml:7:27: \"0 2 * * *\" is no"
        + " schedule; expected a Quartz cron expression").endsWith("[schedule]");
  }

  @Test
  void broken_yaml_is_told_with_line_and_column() throws IOException {
    assertThat(steps("- bean:", "    ref: journal", "   method: keep")).singleElement().asString()
        .startsWith("process-orders.camel.yaml:9:12: ").endsWith("[yaml]");
  }

  @Test
  void unknown_steps_and_fields_are_told_all_at_once_with_what_was_meant() throws IOException {
    assertThat(steps("- beann:", "    ref: journal", "- to:", "    urii: log:x", "- choice:", "    when:",
        "      - simple: \"${body}\"", "        step: []")).containsExactly(
        "process-orders.camel.yaml:7:11: unknown step `beann`; did you mean \"bean\"? [unknown-step]",
        "process-orders.camel.yaml:10:13: `to` has no `uri`; expected one [missing-key]",
        "process-orders.camel.yaml:10:13: unknown field `urii` in `to`; expected \"description\", \"disabled\", \"id\","
            + " \"note\", \"parameters\", \"pattern\", \"uri\", \"variableReceive\" or \"variableSend\"; did you mean"
            + " \"uri\"? [unknown-key]",
        "process-orders.camel.yaml:14:17: unknown field `step` in `when`; did you mean \"steps\"? [unknown-key]");
  }

  @Test
  void two_steps_under_one_dash_are_told() throws IOException {
    assertThat(steps("- setBody:", "    constant: a", "  log: b"))
        .containsExactly("process-orders.camel.yaml:9:11: `log`"
        + " stands in the same list item as `setBody`; expected one step a `-`: check the indentation [two-steps]");
  }

  @Test
  void a_value_of_the_wrong_kind_is_told() throws IOException {
    assertThat(steps("- to:", "    uri: log:x", "    pattern: InOutt", "- split:", "    simple: \"${body}\"",
        "    streaming: yes please", "    steps: log")).containsExactly(
        "process-orders.camel.yaml:9:22: `pattern` is \"InOutt\"; expected \"InOnly\" or \"InOut\"; did you mean"
            + " \"InOut\"?"
            + " [not-allowed]",
        "process-orders.camel.yaml:12:24: `streaming` is \"yes please\"; expected \"true\" or \"false\" [not-allowed]",
        "process-orders.camel.yaml:13:20: `steps` holds \"log\"; expected a list, each item with a `-` [wrong-type]");
  }

  @Test
  void a_file_holds_one_route_of_its_own_name_with_a_description() throws IOException {
    folders.route("poll-orders", "- route:", "    id: poll-order", "    from:", "      uri: timer:x",
        "      steps: []");
    folders.route("receive-orders", "- from:", "    uri: timer:x", "    steps: []");
    folders.route("process-both", "- route:", "    id: process-both", "    description: One", "    from:",
        "      uri: timer:y", "      steps: []", "- route:", "    id: process-other", "    description: Two",
        "    from:",
        "      uri: timer:z", "      steps: []");
    folders.route("orders", "- route:", "    id: orders", "    description: \"\"", "    from:", "      uri: timer:u",
        "      steps: []");
    Files.writeString(folders.routes.resolve("poll-lost.yaml"), "");
    assertThat(folders.mistakes()).containsExactly(
        "orders.camel.yaml:2:9: \"orders\" does not begin with what the route does; expected poll-, receive-, process-,"
            + " deliver-, alert- or every-, then lower-case words and hyphens [route-name]",
        "orders.camel.yaml:3:18: the route has no description; expected a sentence an admin understands [description]",
        "poll-lost.yaml:1:1: nothing reads a file of this name here; expected a name that ends in .camel.yaml"
            + " [unknown-file]",
        "poll-orders.camel.yaml:1:3: the route has no description; expected a sentence an admin understands"
            + " [description]",
        "poll-orders.camel.yaml:2:9: the route is called \"poll-order\"; expected the name of its file,"
            + " \"poll-orders\": rename"
            + " one of them [file-name]",
        "process-both.camel.yaml:7:3: a second route in one file; expected it in a file of its own, named after its id"
            + " [two-routes]",
        "receive-orders.camel.yaml:1:3: `from` stands where a route should; expected `- route:` with an id and a"
            + " description"
            + " [misplaced]");
  }

  @Test
  void options_stand_under_parameters_not_in_the_address() throws IOException {
    assertThat(steps("- to:", "    uri: log:x?showBody=true"))
        .containsExactly("process-orders.camel.yaml:8:18: options stand in"
        + " the address; expected them under `parameters`, one a line [options-in-uri]");
  }

  @Test
  void unknown_beans_are_told_wherever_they_are_named() throws IOException {
    assertThat(steps("- bean:", "    ref: jurnal", "- to:", "    uri: bean:outbx", "- setBody:",
        "    simple: \"${bean:nobody.x}\"",
        "- split:", "    aggregationStrategy: \"#bean:nowhere\"", "    method:", "      ref: nothing",
        "      method: x",
        "    steps:", "      - stop: {}"))
        .extracting(line -> line.replaceFirst("; expected .*?(; did|\\[)", "$1")).containsExactly(
            "process-orders.camel.yaml:8:18: there is no bean \"jurnal\"; did you mean \"journal\"? [unknown-bean]",
            "process-orders.camel.yaml:10:18: there is no bean \"outbx\"; did you mean \"outbox\"? [unknown-bean]",
            "process-orders.camel.yaml:12:21: there is no bean \"nobody\"[unknown-bean]",
            "process-orders.camel.yaml:14:34: there is no bean \"nowhere\"[unknown-bean]",
            "process-orders.camel.yaml:16:20: there is no bean \"nothing\"[unknown-bean]");
  }

  @Test
  void unknown_route_configurations_kamelets_and_entrances_are_told() throws IOException {
    folders.route("poll-orders", "- route:", "    id: poll-orders", "    description: Orders",
        "    routeConfigurationId: pollin",
        "    from:", "      uri: kamelet:shop-word-sink", "      parameters:", "        whon: x",
        "        times: often",
        "      steps:", "        - to:", "            uri: kamelet:shop-wort-sink", "        - to:",
        "            uri: direct:process-ordres", "        - kamelet:", "            name: none-sink");
    folders.answering("process-orders", "hello");
    assertThat(folders.mistakes()).containsExactly(
        "poll-orders.camel.yaml:4:27: there is no route configuration \"pollin\"; expected one of errors.camel.yaml:"
            + " \"polling\" or \"delivery\"; did you mean \"polling\"? [unknown-configuration]",
        "poll-orders.camel.yaml:6:12: \"shop-word-sink\" is a sink; expected a source where a route begins"
            + " [kamelet-type]",
        "poll-orders.camel.yaml:8:9: \"shop-word-sink\" has no parameter \"whon\"; expected \"whom\" or \"times\"; did"
            + " you mean"
            + " \"whom\"? [unknown-parameter]",
        "poll-orders.camel.yaml:9:16: \"times\" is \"often\"; expected a whole number [wrong-type]",
        "poll-orders.camel.yaml:12:18: there is no Kamelet \"shop-wort-sink\"; expected one of the files"
            + " connectors/*/*.kamelet.yaml; did you mean \"shop-word-sink\"? [unknown-kamelet]",
        "poll-orders.camel.yaml:14:18: no route begins with `direct:process-ordres`; expected one; did you mean"
            + " \"process-orders\"? [no-entrance]",
        "poll-orders.camel.yaml:16:19: there is no Kamelet \"none-sink\"; expected one of the files"
            + " connectors/*/*.kamelet.yaml [unknown-kamelet]");
  }

  @Test
  void a_parameter_that_must_be_given_is_missed() throws IOException {
    Path file = folders.connectors.resolve("shop/shop-word-sink.kamelet.yaml");
    Files.writeString(file, Files.readString(file).replace("        default: you\n", ""));
    assertThat(steps("- to:", "    uri: kamelet:shop-word-sink")).containsExactly("process-orders.camel.yaml:8:18:"
        + " \"shop-word-sink\" needs the parameter \"whom\"; expected it under `parameters` [missing-parameter]");
  }

  @Test
  void unknown_components_and_options_are_told() throws IOException {
    folders.route("poll-orders", "- route:", "    id: poll-orders", "    description: Orders", "    from:",
        "      uri: timer:x", "      parameters:", "        perod: 1s", "        delay: soon",
        "        fixedRate: \"{{a.b}}\"",
        "      steps:", "        - to:", "            uri: tmer:x", "        - to:", "            uri: kafka:orders",
        "        - to:", "            uri: eloqua:importContacts", "            parameters:",
        "              identiferField: Id");
    assertThat(folders.mistakes()).containsExactly(
        "poll-orders.camel.yaml:7:9: `timer` has no option `perod`; expected one of those in its description; did you"
            + " mean"
            + " \"period\"? [unknown-option]",
        "poll-orders.camel.yaml:8:16: `delay` of `timer` has a value it cannot take; expected a duration such as `5s`"
            + " or"
            + " milliseconds [wrong-option]",
        "poll-orders.camel.yaml:12:18: there is no component `tmer`; expected an address such as `direct:name`; did"
            + " you mean"
            + " \"timer\"? [unknown-component]",
        "poll-orders.camel.yaml:14:18: Camel's component `kafka` is not part of this installation; expected one that"
            + " is, or"
            + " camel-kafka on the class path [missing-component]",
        "poll-orders.camel.yaml:18:15: `eloqua` has no option `identiferField`; expected one of those in its"
            + " description; did"
            + " you mean \"identifierField\"? [unknown-option]");
  }

  @Test
  void an_end_that_can_only_be_a_beginning_is_told_and_the_other_way_round() throws IOException {
    folders.route("poll-orders", "- route:", "    id: poll-orders", "    description: Orders", "    from:",
        "      uri: log:x", "      steps:", "        - to: timer:x");
    assertThat(folders.mistakes()).containsExactly(
        "poll-orders.camel.yaml:5:12: nothing ever comes in from `log`; expected a component that receives [incapable]",
        "poll-orders.camel.yaml:7:15: nothing can be sent to `timer`; expected a component that sends [incapable]");
  }

  @Test
  void ids_and_entrances_stand_once_in_all_routes() throws IOException {
    folders.route("process-one", "- route:", "    id: process-one", "    description: One", "    from:",
        "      uri: direct:in",
        "      steps:", "        - setBody:", "            id: same", "            constant: a");
    folders.route("process-two", "- route:", "    id: process-two", "    description: Two", "    from:",
        "      uri: direct:in",
        "      steps:", "        - setBody:", "            id: same", "            constant: a");
    assertThat(folders.mistakes()).containsExactly(
        "process-two.camel.yaml:5:12: `direct:in` is the beginning of another route already, at"
            + " process-one.camel.yaml:5; expected a name of its own [second-entrance]",
        "process-two.camel.yaml:8:17: the id \"same\" stands at process-one.camel.yaml:8 already; expected each only"
            + " once in"
            + " all routes [duplicate-id]");
  }

  @Test
  void expressions_languages_and_classes_are_judged_too() throws IOException {
    assertThat(steps("- setBody:", "    simple: \"${body.size\"", "- setBody:", "    jq: .x", "- doTry:", "    steps:",
        "      - stop: {}", "    doCatch:", "      - exception:", "          - java.lang.IllegalArgumentExeption",
        "        steps:",
        "          - stop: {}")).satisfiesExactly(
        simple -> assertThat(simple)
        .startsWith("process-orders.camel.yaml:8:21: this is no text of the simple language: "),
        jq -> assertThat(jq).startsWith("process-orders.camel.yaml:10:17: Camel's language `jq` is not part"),
        type -> assertThat(type).startsWith("process-orders.camel.yaml:16:21: there is no class \"java.lang.Illegal"));
  }

  @Test
  void what_the_file_of_route_configurations_says_is_judged() throws IOException {
    folders.route("errors", "- routeConfiguration:", "    id: polling", "    errorHandler:", "      deadLetterChannel:",
        "        deadLetterUri: bean:trobles?method=keep", "        redeliveryPolicy:",
        "          maximumRedeliverie: 3",
        "- route:", "    id: process-x");
    assertThat(folders.mistakes("troubles")).containsExactly(
        "errors.camel.yaml:5:24: there is no bean \"trobles\"; expected one the house offers: \"troubles\"; did you"
            + " mean"
            + " \"troubles\"? [unknown-bean]",
        "errors.camel.yaml:7:11: unknown field `maximumRedeliverie` in `redeliveryPolicy`; did you mean"
            + " \"maximumRedeliveries\"? [unknown-key]",
        "errors.camel.yaml:8:3: `route` stands in the file of route configurations; expected `routeConfiguration`"
            + " only, and"
            + " each route in a file of its own [misplaced]");
  }

  @Test
  void a_kamelet_keeps_its_own_rules() throws IOException {
    folders.kamelet("shop-order-sink", "apiVersion: camel.apache.org/v1", "kind: Kamelet", "metadata:",
        "  name: shop-oder-sink",
        "  labels:", "    camel.apache.org/kamelet.type: sink", "spec:", "  definition:", "    title: Shop Orders",
        "    description: Takes orders.", "    type: object", "    properties:", "      unused:",
        "        title: Unused",
        "        description: Nothing.", "        type: text", "      password:", "        title: the password",
        "        description: Secret.", "        type: string", "  template:", "    from:", "      uri: timer:x",
        "      steps:",
        "        - setBody:", "            constant: \"{{pasword}} {{password}}\"", "        - lgo: x");
    assertThat(folders.mistakes()).extracting(line -> line.replaceAll("; .*; did", "; did")
        .replaceAll("; expected .*\\[", "["))
        .containsExactly(
            "shop-order-sink.kamelet.yaml:4:9: the Kamelet is called \"shop-oder-sink\"[name]",
            "shop-order-sink.kamelet.yaml:9:12: the title \"Shop Orders\" does not say what it is[title]",
            "shop-order-sink.kamelet.yaml:13:7: the parameter \"unused\" is used nowhere in the template; use it"
                + " there, or"
                + " remove it [unused-parameter]",
            "shop-order-sink.kamelet.yaml:16:15: the type of \"unused\" is unknown[not-allowed]",
            "shop-order-sink.kamelet.yaml:17:7: \"password\" is a secret that would be shown[secret]",
            "shop-order-sink.kamelet.yaml:18:16: this is no title[title]",
            "shop-order-sink.kamelet.yaml:22:5: this sink never meets its route[kamelet-end]",
            "shop-order-sink.kamelet.yaml:26:23: the parameter \"pasword\" is not declared; did you mean \"password\"?"
                + " [unknown-parameter]",
            "shop-order-sink.kamelet.yaml:27:11: unknown step `lgo`; did you mean \"log\"? [unknown-step]");
  }

  @Test
  void a_missing_folder_is_told() {
    assertThat(new RouteFolder(root.resolve("nowhere"), folders.connectors).check(Set.of())).singleElement()
        .satisfies(told -> assertThat(told.message()).isEqualTo(
            "there is no such folder; expected the folder that holds the routes"));
  }
}
