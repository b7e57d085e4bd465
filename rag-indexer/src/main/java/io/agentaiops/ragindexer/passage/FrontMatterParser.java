package io.agentaiops.ragindexer.passage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the YAML between two lines of three dashes at the beginning of a document. */
final class FrontMatterParser {

    /** Thrown when front matter is there but cannot be understood. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        Malformed(int line, String reason) {
            super(reason);
            this.line = line;
        }

        int line() {
            return line;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * What was found.
     *
     * @param frontMatter the values
     * @param lines how many lines of the document it takes, fences included; 0 when there is none
     */
    record Found(FrontMatter frontMatter, int lines) {}

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern KEY = Pattern.compile("[A-Za-z][\\w-]*:(\\s.*)?");

    private FrontMatterParser() {}

    static Found parse(List<String> lines) throws Malformed {
        if (lines.isEmpty() || !isFence(lines.get(0))) {
            return new Found(FrontMatter.none(), 0);
        }
        for (int i = 1; i < lines.size(); i++) {
            if (isFence(lines.get(i))) {
                return new Found(read(lines.subList(1, i)), i + 1);
            }
        }
        if (lines.size() > 1 && KEY.matcher(lines.get(1)).matches()) {
            throw new Malformed(1, "the front matter has no closing line of three dashes");
        }
        // A thematic break at the very beginning of a document is ordinary Markdown.
        return new Found(FrontMatter.none(), 0);
    }

    private static boolean isFence(String line) {
        return line.stripTrailing().equals("---");
    }

    private static FrontMatter read(List<String> yaml) throws Malformed {
        JsonNode root = tree(yaml);
        if (root.isMissingNode() || root.isNull()) {
            return FrontMatter.none();
        }
        if (!root.isObject()) {
            throw new Malformed(2, "the front matter must consist of keys with values");
        }
        return new FrontMatter(
                text(root, "id", yaml),
                text(root, "title", yaml),
                text(root, "kind", yaml),
                text(root, "owner", yaml),
                text(root, "severity", yaml),
                date(root, "review-by", yaml),
                texts(root, "tags", yaml),
                texts(root, "audience", yaml));
    }

    private static JsonNode tree(List<String> yaml) throws Malformed {
        try {
            return YAML.readTree(String.join("\n", yaml));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new Malformed(line + 1, "the front matter is not YAML: " + firstLine(e.getOriginalMessage()));
        }
    }

    private static @Nullable String text(JsonNode root, String key, List<String> yaml) throws Malformed {
        JsonNode node = root.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isValueNode()) {
            throw new Malformed(lineOf(key, yaml), key + " must be text");
        }
        return node.asText().isBlank() ? null : node.asText().strip();
    }

    private static @Nullable LocalDate date(JsonNode root, String key, List<String> yaml) throws Malformed {
        String text = text(root, key, yaml);
        return text == null ? null : date(key, text, lineOf(key, yaml));
    }

    static LocalDate date(String key, String text, int line) throws Malformed {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new Malformed(line, key + " must be a date such as 2027-05-31 but is " + text);
        }
    }

    private static List<String> texts(JsonNode root, String key, List<String> yaml) throws Malformed {
        JsonNode node = root.path(key);
        if (!node.isArray()) {
            String single = text(root, key, yaml);
            return single == null ? List.of() : List.of(single);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node) {
            if (!item.isValueNode()) {
                throw new Malformed(lineOf(key, yaml), key + " must be a list of texts");
            }
            texts.add(item.asText());
        }
        return texts;
    }

    private static int lineOf(String key, List<String> yaml) {
        for (int i = 0; i < yaml.size(); i++) {
            if (yaml.get(i).startsWith(key + ":")) {
                return i + 2;
            }
        }
        return 1;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }
}
