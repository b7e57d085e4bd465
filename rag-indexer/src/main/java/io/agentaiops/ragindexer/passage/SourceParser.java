package io.agentaiops.ragindexer.passage;

import io.agentaiops.ragindexer.passage.Block.Body;
import io.agentaiops.ragindexer.passage.Block.Shape;
import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import io.agentaiops.ragindexer.passage.ParseOutcome.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads programs, configuration and other text that is not prose. What begins at the margin after an empty line begins a
 * new block: a function, a class, a section of a configuration file.
 */
final class SourceParser {

    private SourceParser() {}

    static ParseOutcome parse(List<String> lines, String title) {
        List<Block> blocks = new ArrayList<>();
        int from = 1;
        for (int line = 2; line <= lines.size() + 1; line++) {
            if (line > lines.size() || beginsBlock(lines, line)) {
                add(blocks, lines, from, line - 1);
                from = line;
            }
        }
        return new Parsed(new ParsedDocument(FrontMatter.none(), title, blocks, Place.LINE, false));
    }

    private static boolean beginsBlock(List<String> lines, int line) {
        String text = lines.get(line - 1);
        return !text.isBlank()
                && !Character.isWhitespace(text.charAt(0))
                && lines.get(line - 2).isBlank();
    }

    private static void add(List<Block> blocks, List<String> lines, int first, int last) {
        int from = first;
        int to = last;
        while (from <= to && lines.get(from - 1).isBlank()) {
            from++;
        }
        while (to > from && lines.get(to - 1).isBlank()) {
            to--;
        }
        if (from <= to) {
            List<Integer> breaks = IntStream.rangeClosed(from + 1, to).boxed().toList();
            blocks.add(new Body(Shape.CODE, String.join("\n", lines.subList(from - 1, to)), from, to, breaks));
        }
    }
}
