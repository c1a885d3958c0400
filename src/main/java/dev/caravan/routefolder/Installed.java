package dev.caravan.routefolder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.LanguageValidationResult;
import org.apache.camel.tooling.model.ComponentModel;

/**
 * What of Camel is on the class path, and what the catalog says about it. The catalog alone knows far more than is
 * there.
 */
final class Installed {
  private static final String SERVICES = "META-INF/services/org/apache/camel/";
  private static final Set<String> OWN = Set.of("eloqua");

  private final ClassLoader loader = Installed.class.getClassLoader();
  private final DefaultCamelCatalog catalog = new DefaultCamelCatalog(true);
  private final Set<String> described = new TreeSet<>();

  boolean component(String scheme) {
    return loader.getResource(SERVICES + "component/" + scheme) != null;
  }

  /** Whether a language of this name exists somewhere, but not here. */
  boolean missesLanguage(String name) {
    return catalog.findLanguageNames().contains(name) && loader.getResource(SERVICES + "language/" + name) == null;
  }

  Set<String> components() {
    Set<String> there = new TreeSet<>(OWN);
    catalog.findComponentNames().stream().filter(this::component).forEach(there::add);
    return there;
  }

  boolean inCatalog(String scheme) {
    return catalog.findComponentNames().contains(scheme);
  }

  /** Whether the options of this component are known at all. */
  boolean describes(String scheme) {
    if (inCatalog(scheme)) {
      return true;
    }
    // Components of the house bring their description along, beside the class that the service file names.
    if (described.add(scheme)) {
      String type = service(scheme);
      int dot = type.lastIndexOf('.');
      String json = dot < 0 ? "" : text("META-INF/" + type.substring(0, dot).replace('.', '/') + "/" + scheme
          + ".json");
      if (!json.isEmpty()) {
        catalog.addComponent(scheme, type, json);
      }
    }
    return inCatalog(scheme);
  }

  /** Whether messages can come in from this component, or be sent to it. */
  boolean can(String scheme, boolean receive) {
    ComponentModel model = catalog.componentModel(scheme);
    return model == null || !(receive ? model.isProducerOnly() : model.isConsumerOnly());
  }

  Set<String> options(String scheme) {
    ComponentModel model = catalog.componentModel(scheme);
    Set<String> names = new TreeSet<>();
    if (model != null) {
      model.getEndpointParameterOptions().forEach(option -> names.add(option.getName()));
    }
    return names;
  }

  /** The part before the options, for those who give the path as options too. */
  String syntax(String scheme) {
    ComponentModel model = catalog.componentModel(scheme);
    return model == null || model.getSyntax() == null ? scheme + ":…" : model.getSyntax();
  }

  EndpointValidationResult judge(String uri, boolean entrance) {
    return catalog.validateEndpointProperties(uri, false, entrance, !entrance);
  }

  /**
   * What is wrong with a text of the simple language, {@code ""} when it can be read as an expression or a condition.
   */
  String simpleMistake(String text) {
    LanguageValidationResult expression = catalog.validateLanguageExpression(loader, "simple", text);
    // Without an index it is no matter of syntax but of beans and the like, which only the running house has.
    if (expression.isSuccess() || expression.getIndex() < 0
        || catalog.validateLanguagePredicate(loader, "simple", text).isSuccess()) {
      return "";
    }
    String why = expression.getShortError() == null ? expression.getError() : expression.getShortError();
    return why == null ? "it cannot be read" : why.lines().findFirst().orElse(why);
  }

  boolean isClass(String name) {
    try {
      Class.forName(name, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private String service(String scheme) {
    Properties service = new Properties();
    try (InputStream in = loader.getResourceAsStream(SERVICES + "component/" + scheme)) {
      if (in != null) {
        service.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the service file of the component " + scheme + " cannot be read", e);
    }
    return service.getProperty("class", "");
  }

  private String text(String resource) {
    try (InputStream in = loader.getResourceAsStream(resource)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
