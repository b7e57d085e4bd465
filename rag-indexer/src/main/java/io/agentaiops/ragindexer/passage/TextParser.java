package io.agentaiops.ragindexer.passage;

import io.agentaiops.ragindexer.passage.Block.Body;
import io.agentaiops.ragindexer.passage.Block.Shape;
import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import io.agentaiops.ragindexer.passage.ParseOutcome.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads plain text: paragraphs are what blank lines separate, the first line is the title. */
final class TextParser {

    private static final int LONGEST_TITLE = 120;

    private TextParser() {}

    static ParseOutcome parse(List<String> lines, @Nullable String givenTitle, String fallbackTitle) {
        List<Block> blocks = new ArrayList<>();
        int from = 0;
        for (int line = 1; line <= lines.size() + 1; line++) {
            boolean blank = line > lines.size() || lines.get(line - 1).isBlank();
            if (blank && from > 0) {
                blocks.add(paragraph(lines, from, line - 1));
                from = 0;
            } else if (!blank && from == 0) {
                from = line;
            }
        }
        return new Parsed(new ParsedDocument(
                FrontMatter.none(), title(lines, givenTitle, fallbackTitle), blocks, Place.LINE, false));
    }

    private static Body paragraph(List<String> lines, int from, int to) {
        List<Integer> breaks = IntStream.rangeClosed(from + 1, to).boxed().toList();
        return new Body(Shape.PROSE, String.join("\n", lines.subList(from - 1, to)), from, to, breaks);
    }

    private static String title(List<String> lines, @Nullable String givenTitle, String fallbackTitle) {
        if (givenTitle != null && !givenTitle.isBlank()) {
            return givenTitle.strip();
        }
        return lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .filter(line -> line.length() <= LONGEST_TITLE)
                .orElse(fallbackTitle);
    }
}
