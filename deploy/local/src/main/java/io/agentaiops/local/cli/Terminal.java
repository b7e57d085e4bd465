package io.agentaiops.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a command prints.
 *
 * @param out where to
 */
record Terminal(PrintWriter out) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** A part of a line that goes on. */
    void part(String text) {
        out.print(text);
        out.flush();
    }

    /** JSON, for machines. */
    void json(Object value) {
        try {
            line(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows under a heading, each column as wide as its widest cell. */
    void table(List<String> heading, List<List<String>> rows) {
        int columns = heading.size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> Math.max(
                        heading.get(column).length(),
                        rows.stream()
                                .mapToInt(row -> row.get(column).length())
                                .max()
                                .orElse(0)))
                .toArray();
        line(row(heading, widths));
        rows.forEach(row -> line(row(row, widths)));
    }

    private static String row(List<String> cells, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            text.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return text.toString().stripTrailing();
    }

    /** A text, each line moved to the right, and cut after so many lines. */
    void indented(String text, int by, int limit) {
        List<String> lines = text.stripTrailing().lines().toList();
        String margin = " ".repeat(by);
        lines.stream().limit(limit).forEach(line -> line(margin + line));
        if (lines.size() > limit) {
            line(margin + "... and " + (lines.size() - limit) + " more lines");
        }
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
