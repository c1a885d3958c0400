package dev.caravan.routefolder;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks the steps of one route, Kamelet or route configuration and judges whatever they refer to. */
final class StepRules {
  private static final Map<String, EndpointRules.Part> ENDPOINTS = Map.of("from", EndpointRules.Part.BEGINNING,
      "poll", EndpointRules.Part.POLLED, "to", EndpointRules.Part.END, "toD", EndpointRules.Part.END,
      "wireTap", EndpointRules.Part.END, "deadLetterUri", EndpointRules.Part.DEAD_LETTER);
  private static final Set<String> BEANS = Set.of("bean", "method");
  private static final Set<String> REFERENCES = Set.of("aggregationStrategy", "idempotentRepository", "onPrepare",
      "routePolicy", "errorHandlerRef", "loggerRef", "executorServiceRef", "onRedeliveryRef", "onExceptionOccurredRef",
      "onPrepareFailureRef", "redeliveryPolicyRef", "retryWhileRef");

  private final Known known;
  private final Installed installed;
  private final BeanRules beans;
  private final EndpointRules endpoints;
  private final Findings findings;
  private final Map<String, String> defaults;

  StepRules(Known known, Installed installed, Set<String> localBeans, Findings findings, Map<String, String> defaults) {
    this.known = known;
    this.installed = installed;
    this.findings = findings;
    this.defaults = defaults;
    this.beans = new BeanRules(known.beans, localBeans, findings);
    this.endpoints = new EndpointRules(known, installed, beans, findings, defaults);
  }

  /** Judges what stands under a key, and everything below. */
  void check(String key, ConfigNode node, boolean idsCount) {
    if (node.isList()) {
      node.items().forEach(item -> check(key.equals("exception") ? key : "", item, idsCount));
      return;
    }
    if (node.isValue()) {
      value(key, node);
      return;
    }
    if (!node.isMap()) {
      return;
    }
    EndpointRules.Part part = ENDPOINTS.get(key);
    if (part != null) {
      node.find("uri").ifPresent(uri -> endpoints.check(uri, node.find("parameters"), part));
    } else if (key.equals("kamelet")) {
      node.find("name").filter(ConfigNode::isValue).ifPresent(name -> endpoints.kamelet(
          Placeholders.filled(name.text(), defaults), name.origin(), parameters(node), false));
    } else if (BEANS.contains(key)) {
      node.find("ref").ifPresent(ref -> beans.reference(ref, defaults));
      node.find("beanType").filter(ConfigNode::isValue).ifPresent(this::type);
    } else if (key.equals("process") || key.equals("policy") || key.equals("refErrorHandler")) {
      node.find("ref").ifPresent(ref -> beans.reference(ref, defaults));
    } else if (key.equals("simple")) {
      node.find("expression").filter(ConfigNode::isValue).ifPresent(this::simple);
    }
    for (ConfigNode.Entry entry : node.entries()) {
      below(key, entry, idsCount);
    }
  }

  private void below(String key, ConfigNode.Entry entry, boolean idsCount) {
    String name = entry.key();
    ConfigNode value = entry.value();
    if (name.equals("parameters") || BEANS.contains(key)) {
      return;
    }
    if (name.equals("id") && value.isValue() && idsCount) {
      Origin other = known.stepIds.putIfAbsent(value.text(), value.origin());
      if (other != null) {
        findings.add(value.origin(), "duplicate-id", "the id \"" + value.text() + "\" stands at " + other.place()
            + " already; expected each only once in all routes");
      }
    } else if (REFERENCES.contains(name)) {
      beans.reference(value, defaults);
    } else {
      if (value.isMap() && installed.missesLanguage(name)) {
        language(name, entry.origin());
      }
      check(name, value, idsCount);
    }
  }

  private void value(String key, ConfigNode node) {
    beans.mentioned(node);
    EndpointRules.Part part = ENDPOINTS.get(key);
    if (part != null) {
      endpoints.check(node, Optional.empty(), part);
    } else if (key.equals("simple") || key.equals("log") || key.equals("message")) {
      simple(node);
    } else if (key.equals("exception")) {
      type(node);
    } else if (key.equals("process")) {
      beans.reference(node, defaults);
    } else if (installed.missesLanguage(key)) {
      language(key, node.origin());
    }
  }

  private void simple(ConfigNode text) {
    if (text.text().contains("{{")) {
      return;
    }
    String mistake = installed.simpleMistake(text.text());
    if (!mistake.isEmpty()) {
      findings.add(text.origin(), "simple", "this is no text of the simple language: " + mistake
          + "; expected something like `${body}` or `${header.name} == 'x'`");
    }
  }

  private void type(ConfigNode name) {
    if (!Placeholders.isOpen(name.text()) && !installed.isClass(name.text())) {
      findings.add(name.origin(), "unknown-class", "there is no class \"" + name.text()
          + "\"; expected its full name, package"
          + " and all");
    }
  }

  private void language(String name, Origin at) {
    findings.add(at, "missing-language", "Camel's language `" + name
        + "` is not part of this installation; expected `simple`,"
        + " or a bean");
  }

  private static Map<String, ConfigNode.Entry> parameters(ConfigNode node) {
    Map<String, ConfigNode.Entry> given = new LinkedHashMap<>();
    node.find("parameters").filter(ConfigNode::isMap)
        .ifPresent(map -> map.entries().forEach(entry -> given.put(entry.key(), entry)));
    return given;
  }
}
