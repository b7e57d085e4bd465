package io.agentaiops.eventbus.redaction;

import io.agentaiops.eventbus.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Lines in which people marked what must be hidden: <code>to ⟦email:ada@example.org⟧</code>. */
final class LabelledLines {

    /**
     * One line.
     *
     * @param text the line without its marks
     * @param marked what people marked in it
     */
    record Line(String text, List<Finding> marked) {

        static Line of(String labelled) {
            StringBuilder text = new StringBuilder();
            List<Finding> marked = new ArrayList<>();
            int i = 0;
            while (i < labelled.length()) {
                if (labelled.charAt(i) == '⟦') {
                    int colon = labelled.indexOf(':', i);
                    int end = labelled.indexOf('⟧', i);
                    int start = text.length();
                    text.append(labelled, colon + 1, end);
                    marked.add(new Finding(labelled.substring(i + 1, colon), start, text.length()));
                    i = end + 1;
                } else {
                    text.append(labelled.charAt(i++));
                }
            }
            return new Line(text.toString(), marked);
        }
    }

    /**
     * How well the rules agree with the people.
     *
     * @param right findings that were marked, with the same type and the same bounds
     * @param found all findings
     * @param marked all marks
     * @param differing the lines in which they differ, as they come out
     */
    record Agreement(int right, int found, int marked, List<String> differing) {

        double precision() {
            return (double) right / found;
        }

        double recall() {
            return (double) right / marked;
        }
    }

    /** Stands inside of made-up keys, so that no scanner of repositories takes them for real ones. */
    private static final String BREAK = "·";

    private LabelledLines() {}

    static List<Line> read(String resource) {
        try (InputStream in = LabelledLines.class.getResourceAsStream("/redaction/" + resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8)
                    .replace(BREAK, "")
                    .lines()
                    .map(Line::of)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Agreement judge(List<Line> lines) {
        int right = 0;
        int found = 0;
        int marked = 0;
        TreeSet<String> differing = new TreeSet<>();
        for (Line line : lines) {
            List<Finding> findings = Redactor.find(line.text());
            found += findings.size();
            marked += line.marked().size();
            right += (int) findings.stream().filter(line.marked()::contains).count();
            if (!findings.equals(line.marked())) {
                differing.add(line.text() + "  ->  " + Redactor.redact(line.text()));
            }
        }
        return new Agreement(right, found, marked, List.copyOf(differing));
    }
}
