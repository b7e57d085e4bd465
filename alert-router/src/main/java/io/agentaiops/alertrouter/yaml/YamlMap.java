package io.agentaiops.alertrouter.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a YAML file that is being read key by key. {@link #finish()} refuses the keys that nobody asked for, so
 * a typing error is never ignored. Template actions are refused where they have no effect.
 */
public final class YamlMap {

    private final String file;
    private final int line;
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    private YamlMap(String file, Node node) {
        this.file = file;
        this.line = line(node);
        if (!(node instanceof MappingNode mapping)) {
            throw new InvalidFile(file, line, "expected keys and values");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar("key", tuple.getKeyNode());
            if (entries.put(key, tuple.getValueNode()) != null) {
                throw new InvalidFile(file, line(tuple.getKeyNode()), "key " + key + " stands twice");
            }
            lines.put(key, line(tuple.getKeyNode()));
        }
    }

    /** Reads the one document of the text; {@code file} is only a name for messages. */
    public static YamlMap parse(String file, String text) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(20);
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw new InvalidFile(file, 1, "the file is empty");
            }
            return new YamlMap(file, root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new InvalidFile(file, line, "not YAML: " + e.getProblem());
        }
    }

    public boolean has(String key) {
        return entries.containsKey(key) && !isNull(entries.get(key));
    }

    /** Keys in the order of the file, asked for or not. */
    public List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    public Optional<String> text(String key) {
        return node(key).map(node -> scalar(key, node));
    }

    /** As {@link #text}, for a value that may hold template actions. */
    public Optional<String> template(String key) {
        return node(key).map(node -> plainScalar(key, node));
    }

    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    public String requiredText(String key) {
        return text(key).filter(text -> !text.isBlank()).orElseThrow(() -> refuse(key, "needs a value"));
    }

    /** The value of {@code key}, or the content of the file that {@code key_file} names; not both. */
    public Optional<String> secret(String key) {
        Optional<String> value = text(key);
        Optional<String> path = text(key + "_file");
        if (value.isPresent() && path.isPresent()) {
            throw refuse(key, "must not stand beside " + key + "_file");
        }
        return value.isPresent() ? value : path.map(p -> content(key + "_file", p));
    }

    private String content(String key, String path) {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException | IllegalArgumentException e) {
            throw refuse(key, "cannot be read: " + path);
        }
    }

    public boolean flag(String key, boolean otherwise) {
        return text(key)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw refuse(key, "must be true or false, but is " + text);
                })
                .orElse(otherwise);
    }

    public int number(String key, int otherwise) {
        return parsed(key, Integer::parseInt, "must be a whole number").orElse(otherwise);
    }

    public Optional<Double> decimal(String key) {
        return parsed(key, Double::parseDouble, "must be a number");
    }

    private <T> Optional<T> parsed(String key, Function<String, T> parser, String rule) {
        return text(key).map(text -> {
            try {
                return parser.apply(text);
            } catch (NumberFormatException e) {
                throw refuse(key, rule + ", but is " + text);
            }
        });
    }

    public Duration duration(String key, Duration otherwise) {
        return convert(key, PromDuration::parse).orElse(otherwise);
    }

    /** The text, converted; an {@link IllegalArgumentException} of the conversion becomes a refusal with the line. */
    public <T> Optional<T> convert(String key, Function<String, T> conversion) {
        return text(key).map(text -> guarded(key, lines.getOrDefault(key, line), text, conversion));
    }

    /** As {@link #convert}, for a list of texts; a single text counts as a list of one. */
    public <T> List<T> convertAll(String key, Function<String, T> conversion) {
        List<T> converted = new ArrayList<>();
        for (Node item : items(key)) {
            converted.add(guarded(key, line(item), scalar(key, item), conversion));
        }
        return converted;
    }

    private <T> T guarded(String key, int at, String text, Function<String, T> conversion) {
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidFile(file, at, key + ": " + e.getMessage());
        }
    }

    public List<String> texts(String key) {
        return convertAll(key, Function.identity());
    }

    public Optional<YamlMap> map(String key) {
        return node(key).map(node -> new YamlMap(file, node));
    }

    public List<YamlMap> maps(String key) {
        return items(key).stream().map(node -> new YamlMap(file, node)).toList();
    }

    /** All keys of this mapping as texts; for free-form ones such as labels. */
    public Map<String, String> allTexts() {
        Map<String, String> all = new LinkedHashMap<>();
        entries.keySet().forEach(key -> all.put(key, text(key, "")));
        return all;
    }

    private List<Node> items(String key) {
        return node(key)
                .map(node -> node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node))
                .orElse(List.of());
    }

    private Optional<Node> node(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).filter(node -> !isNull(node));
    }

    /** A refusal that names the key and its line; to be thrown. */
    public InvalidFile refuse(String key, String reason) {
        return new InvalidFile(file, lines.getOrDefault(key, line), key + " " + reason);
    }

    /** Refuses keys that Alertmanager knows and this release does not; an empty value is let pass. */
    public void refuseUnsupported(String... keys) {
        for (String key : keys) {
            if (has(key) && !isEmptyCollection(entries.get(key))) {
                throw refuse(key, "is not supported yet by this release");
            }
            asked.add(key);
        }
    }

    private static boolean isEmptyCollection(@Nullable Node node) {
        return (node instanceof SequenceNode sequence && sequence.getValue().isEmpty())
                || (node instanceof MappingNode mapping && mapping.getValue().isEmpty());
    }

    /** Refuses what nobody asked for. */
    public void finish() {
        for (String key : entries.keySet()) {
            if (!asked.contains(key)) {
                throw refuse(key, "is not a key that is known here; known are " + String.join(", ", asked));
            }
        }
    }

    private String scalar(String key, Node node) {
        String value = plainScalar(key, node);
        if (value.contains("{{")) {
            throw new InvalidFile(
                    file, line(node), key + " holds a template action ({{ ... }}), which has no effect here");
        }
        return value;
    }

    private String plainScalar(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new InvalidFile(file, line(node), key + " must be a single value");
    }

    private static boolean isNull(@Nullable Node node) {
        return node == null || Tag.NULL.equals(node.getTag());
    }

    private static int line(Node node) {
        return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
    }
}
