package dev.caravan.config;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Turns YAML text into a tree of {@link ConfigNode}s, once. Broken text becomes a diagnostic and a missing root. */
final class YamlText {
  /** An alias may stand for a large block many times over; a settings file of this size is an accident or an attack. */
  private static final int MOST_NODES = 200_000;

  private final Document document;
  private final Map<Node, Boolean> open = new IdentityHashMap<>();
  private int nodes;

  private YamlText(Document document) {
    this.document = document;
  }

  static ConfigNode parse(Document document, String text) {
    ConfigNode nothing = ConfigNode.none(document, "", document.origin(1, 1), ConfigNode.Kind.MISSING);
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).setLabel("configuration").build();
    try {
      Composer composer = new Composer(settings,
          new GuardedParser(new ParserImpl(settings, new StreamReader(settings, body))));
      Optional<Node> root = composer.getSingleNode();
      if (root.isEmpty()) {
        document.reject("", document.origin(1, 1), "empty", "the file is empty; expected keys and values");
        return nothing;
      }
      return new YamlText(document).convert(root.get(), "");
    } catch (GuardedParser.Refused e) {
      document.reject("", document.origin(e.line, e.column), e.code, e.words);
    } catch (MarkedYamlEngineException e) {
      report(document, e);
    } catch (ReaderException e) {
      String before = body.substring(0, body.offsetByCodePoints(0, Math.min(e.getPosition(), body.codePointCount(0, body.length()))));
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
      document.reject("", document.origin(line, column), "yaml", String.format(
          "the control character U+%04X cannot stand in YAML; remove it", e.getCodePoint()));
    } catch (YamlEngineException e) {
      document.reject("", document.origin(1, 1), "yaml", "this is not usable YAML: " + e.getMessage());
    }
    return nothing;
  }

  private static void report(Document document, MarkedYamlEngineException e) {
    String problem = e.getProblem();
    Mark at = e.getProblemMark().or(e::getContextMark).orElse(null);
    String message;
    if (problem.contains("TAB")) {
      message = "a tab cannot stand here; expected spaces";
    } else if (problem.contains("mapping values are not allowed")) {
      message = "a \": \" cannot stand here; put the value in quotes, or check the indentation";
    } else if (problem.contains("could not find expected ':'")) {
      message = "this key has no \":\" after it; expected `key: value`";
      at = e.getContextMark().orElse(at);
    } else if (problem.contains("expected <block end>")) {
      message = "this does not line up with the lines above; expected the same indentation as its neighbours";
    } else if (problem.contains("expected a single document") || problem.contains("but found another document")) {
      message = "a second document starts here; expected one document a file: remove the `---`";
    } else {
      message = "this is not YAML: " + (e.getContext() == null ? "" : e.getContext() + ", ") + problem;
    }
    Origin origin = at == null ? document.origin(1, 1) : document.origin(at.getLine() + 1, at.getColumn() + 1);
    document.reject("", origin, "yaml", message);
  }

  private ConfigNode convert(Node node, String path) {
    Origin origin = origin(node);
    if (++nodes > MOST_NODES) {
      throw new GuardedParser.Refused("too-large", "the file holds more than " + MOST_NODES
          + " values once its aliases are filled in; expected fewer aliases", origin.line(), origin.column());
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, path, origin);
    }
    if (open.put(node, true) != null) {
      throw new GuardedParser.Refused("yaml", "this alias contains itself; expected an alias to an earlier, finished value",
          origin.line(), origin.column());
    }
    ConfigNode converted;
    if (node instanceof SequenceNode sequence) {
      List<ConfigNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item, ConfigNode.below(path, Integer.toString(items.size()))));
      }
      converted = ConfigNode.list(document, path, origin, items);
    } else if (node instanceof MappingNode mapping) {
      converted = ConfigNode.map(document, path, origin, entries(mapping, path));
    } else {
      throw new IllegalStateException("an unresolved alias in the composed tree at " + origin);
    }
    open.remove(node);
    return converted;
  }

  private Map<String, ConfigNode.Entry> entries(MappingNode mapping, String path) {
    Map<String, ConfigNode.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Origin at = origin(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
        document.reject(path + "/?" + at, at, "wrong-type", "this key is not a plain word; expected `key: value`");
        continue;
      }
      String key = scalar.getValue();
      ConfigNode.Entry earlier = entries.get(key);
      if (earlier != null) {
        document.reject(path + "/?" + at, at, "duplicate-key", "key \"" + key + "\" is given twice; previously defined at line "
            + earlier.origin().line() + ", column " + earlier.origin().column());
        continue;
      }
      entries.put(key, new ConfigNode.Entry(key, at, convert(tuple.getValueNode(), ConfigNode.below(path, key))));
    }
    return entries;
  }

  private ConfigNode scalar(ScalarNode node, String path, Origin origin) {
    if (node.getTag().equals(Tag.NULL)) {
      return ConfigNode.none(document, path, origin, ConfigNode.Kind.EMPTY);
    }
    ConfigNode.Scalar type = node.getTag().equals(Tag.INT) ? ConfigNode.Scalar.INTEGER
        : node.getTag().equals(Tag.FLOAT) ? ConfigNode.Scalar.DECIMAL
        : node.getTag().equals(Tag.BOOL) ? ConfigNode.Scalar.BOOLEAN : ConfigNode.Scalar.STRING;
    return ConfigNode.value(document, path, origin, type, node.getValue());
  }

  private Origin origin(Node node) {
    Mark mark = node.getStartMark().orElseThrow(() -> new IllegalStateException("the parser keeps no marks: " + node));
    return document.origin(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
