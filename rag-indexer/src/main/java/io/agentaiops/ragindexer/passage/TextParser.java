package io.agentaiops.ragindexer.passage;

import io.agentaiops.ragindexer.passage.Block.Body;
import io.agentaiops.ragindexer.passage.Block.Shape;
import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import io.agentaiops.ragindexer.passage.ParseOutcome.Parsed;
import io.agentaiops.ragindexer.passage.ParseOutcome.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain text: paragraphs are what blank lines separate, the first line is the title. It may have front matter as
 * Markdown has; what only looks like it is text, unless it speaks of an audience.
 */
final class TextParser {

    private static final int LONGEST_TITLE = 120;

    private TextParser() {}

    static ParseOutcome parse(List<String> lines, @Nullable String givenTitle, String fallbackTitle) {
        try {
            return parse(lines, FrontMatterParser.parse(lines), givenTitle, fallbackTitle);
        } catch (FrontMatterParser.Malformed e) {
            return StatedAudience.mentioned(String.join("\n", lines))
                    ? new Unreadable(e.line(), e.reason())
                    : parse(lines, new FrontMatterParser.Found(FrontMatter.none(), 0), givenTitle, fallbackTitle);
        }
    }

    private static ParseOutcome parse(
            List<String> lines, FrontMatterParser.Found found, @Nullable String givenTitle, String fallbackTitle) {
        List<Block> blocks = new ArrayList<>();
        int from = 0;
        for (int line = found.lines() + 1; line <= lines.size() + 1; line++) {
            boolean blank = line > lines.size() || lines.get(line - 1).isBlank();
            if (blank && from > 0) {
                blocks.add(paragraph(lines, from, line - 1));
                from = 0;
            } else if (!blank && from == 0) {
                from = line;
            }
        }
        String own = found.frontMatter().title();
        List<String> text = lines.subList(found.lines(), lines.size());
        String title = own == null ? title(text, givenTitle, fallbackTitle) : own;
        return new Parsed(new ParsedDocument(found.frontMatter(), title, blocks, Place.LINE, false));
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
