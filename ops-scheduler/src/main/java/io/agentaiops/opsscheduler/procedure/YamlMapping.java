package io.agentaiops.opsscheduler.procedure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping inside a document, which knows the line of each of its keys. What is asked for and has the wrong shape
 * becomes a problem at that line and counts as absent, so that reading goes on and finds the next one.
 */
public final class YamlMapping {

    private record Entry(int line, Node value) {}

    private final int line;
    private final int offset;
    private final Problems problems;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private YamlMapping(MappingNode node, int offset, Problems problems) {
        this.line = offset + node.getStartMark().getLine();
        this.offset = offset;
        this.problems = problems;
        for (NodeTuple tuple : node.getValue()) {
            addEntry(tuple);
        }
    }

    /** Reads {@code text}, whose first line is line {@code firstLine} of the document. */
    public static Optional<YamlMapping> read(String text, int firstLine, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(20);
        // A block that nothing follows is at fault where it begins, and one that breaks off is where it ends.
        int last = Math.max(1, firstLine - 1 + (int) text.lines().count());
        try {
            Node root = new Yaml(options).compose(new java.io.StringReader(text));
            if (root instanceof MappingNode mapping) {
                return Optional.of(new YamlMapping(mapping, firstLine, problems));
            }
            problems.add(Math.min(firstLine, last), root == null ? "is empty" : "must be a mapping of key: value");
        } catch (MarkedYAMLException e) {
            int at = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
            problems.add(Math.min(firstLine + at, last), "is not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(Math.min(firstLine, last), "is not valid YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    public int line() {
        return line;
    }

    /** The key's line, or the mapping's own where the key is missing. */
    public int lineOf(String key) {
        Entry entry = entries.get(key);
        return entry == null ? line : entry.line;
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    public Set<String> keys() {
        return entries.keySet();
    }

    /** Every key that is not in {@code known} is a problem. */
    public void allowOnly(Set<String> known) {
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (!known.contains(entry.getKey())) {
                String allowed = String.join(", ", known.stream().sorted().toList());
                problems.add(entry.getValue().line, "unknown key '" + entry.getKey() + "'; allowed: " + allowed);
            }
        }
    }

    public Optional<String> text(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        problems.add(entry.line, key + " must be a text");
        return Optional.empty();
    }

    /** One text, or a list of texts. */
    List<String> texts(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        List<Node> nodes = entry.value instanceof SequenceNode list ? list.getValue() : List.of(entry.value);
        for (Node node : nodes) {
            if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
                texts.add(scalar.getValue());
            } else {
                problems.add(lineOf(node), key + " must be a text or a list of texts");
            }
        }
        return texts;
    }

    Optional<Integer> integer(String key) {
        return text(key).flatMap(value -> {
            try {
                return Optional.of(Integer.valueOf(value));
            } catch (NumberFormatException e) {
                problems.add(lineOf(key), key + " must be a whole number but is " + value);
                return Optional.empty();
            }
        });
    }

    Optional<Double> number(String key) {
        return text(key).flatMap(value -> {
            try {
                return Optional.of(Double.valueOf(value)).filter(Double::isFinite);
            } catch (NumberFormatException e) {
                problems.add(lineOf(key), key + " must be a number but is " + value);
                return Optional.empty();
            }
        });
    }

    public Optional<YamlMapping> mapping(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.value instanceof MappingNode mapping) {
            return Optional.of(new YamlMapping(mapping, offset, problems));
        }
        problems.add(entry.line, key + " must be a mapping of key: value");
        return Optional.empty();
    }

    /** All entries as plain values: texts, numbers, booleans, lists and maps of them. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        entries.forEach((key, entry) -> {
            Object value = plain(entry.value);
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    private @Nullable Object plain(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode list -> plainList(list);
            case MappingNode mapping -> new YamlMapping(mapping, offset, problems).values();
            default -> null;
        };
    }

    private List<Object> plainList(SequenceNode list) {
        List<Object> values = new ArrayList<>();
        for (Node node : list.getValue()) {
            Object value = plain(node);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private @Nullable Object scalar(ScalarNode node) {
        String value = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            problems.add(lineOf(node), "a value is missing");
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf("true".equalsIgnoreCase(value) || "yes".equalsIgnoreCase(value));
        }
        try {
            if (tag.equals(Tag.INT)) {
                return Long.valueOf(value);
            }
            if (tag.equals(Tag.FLOAT)) {
                return Double.valueOf(value);
            }
        } catch (NumberFormatException e) {
            // YAML knows more ways of writing numbers (0x1F, 1_000, .inf): kept as the text that they are.
            return value;
        }
        return value;
    }

    private void addEntry(NodeTuple tuple) {
        int at = lineOf(tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(at, "a key must be a text");
        } else if (entries.putIfAbsent(key.getValue(), new Entry(at, tuple.getValueNode())) != null) {
            problems.add(at, "key '" + key.getValue() + "' is given twice");
        }
    }

    private int lineOf(Node node) {
        return offset + node.getStartMark().getLine();
    }
}
