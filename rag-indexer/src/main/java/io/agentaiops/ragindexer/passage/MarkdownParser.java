package io.agentaiops.ragindexer.passage;

import io.agentaiops.ragindexer.passage.Block.Body;
import io.agentaiops.ragindexer.passage.Block.Heading;
import io.agentaiops.ragindexer.passage.Block.Shape;
import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import io.agentaiops.ragindexer.passage.ParseOutcome.Parsed;
import io.agentaiops.ragindexer.passage.ParseOutcome.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Reads Markdown. The structure comes from CommonMark, the text of a body is the document's own lines: a citation shows
 * exactly what stands there. Lines that belong to no block of CommonMark's are kept as prose, so that nothing is lost.
 */
final class MarkdownParser {

    private static final List<org.commonmark.Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();

    private final List<String> lines;
    private final int offset;
    private final List<Block> blocks = new ArrayList<>();
    private boolean hasSteps;

    private MarkdownParser(List<String> lines, int offset) {
        this.lines = lines;
        this.offset = offset;
    }

    static ParseOutcome parse(List<String> lines, String fallbackTitle) {
        FrontMatterParser.Found found;
        try {
            found = FrontMatterParser.parse(lines);
        } catch (FrontMatterParser.Malformed e) {
            return new Unreadable(e.line(), e.reason());
        }
        MarkdownParser parser = new MarkdownParser(lines, found.lines());
        parser.readBody();
        String title = found.frontMatter().title();
        return new Parsed(new ParsedDocument(
                found.frontMatter(),
                title == null ? parser.firstHeading(fallbackTitle) : title,
                parser.blocks,
                Place.LINE,
                parser.hasSteps));
    }

    private void readBody() {
        String body = String.join("\n", lines.subList(offset, lines.size()));
        int next = offset + 1;
        for (Node node = PARSER.parse(body).getFirstChild(); node != null; node = node.getNext()) {
            List<SourceSpan> spans = node.getSourceSpans();
            if (spans.isEmpty()) {
                continue;
            }
            int from = lineOf(spans.get(0));
            int to = lineOf(spans.get(spans.size() - 1));
            keepProse(next, from - 1);
            blocks.add(block(node, from, to));
            next = to + 1;
        }
        keepProse(next, lines.size());
    }

    private int lineOf(SourceSpan span) {
        return offset + span.getLineIndex() + 1;
    }

    private Block block(Node node, int from, int to) {
        if (node instanceof org.commonmark.node.Heading heading) {
            return new Heading(heading.getLevel(), plain(heading).strip(), from, to);
        }
        if (node instanceof FencedCodeBlock code && isStep(code)) {
            hasSteps = true;
        }
        return new Body(shapeOf(node), text(from, to), from, to, breaks(node, from, to));
    }

    /** The words of a node, without markup. */
    private static String plain(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak end) {
                words.append(' ');
            }
        });
        return words.toString();
    }

    private static boolean isStep(FencedCodeBlock code) {
        return code.getInfo() != null
                && code.getInfo().strip().split("\\s", 2)[0].equals("step");
    }

    private static Shape shapeOf(Node node) {
        return switch (node) {
            case ListBlock list -> Shape.LIST;
            case TableBlock table -> Shape.TABLE;
            case FencedCodeBlock code -> Shape.CODE;
            case IndentedCodeBlock code -> Shape.CODE;
            default -> Shape.PROSE;
        };
    }

    /** A list is cut between its items; everything else, if it must be, between lines. */
    private List<Integer> breaks(Node node, int from, int to) {
        if (!(node instanceof ListBlock)) {
            return IntStream.rangeClosed(from + 1, to).boxed().toList();
        }
        List<Integer> breaks = new ArrayList<>();
        for (Node item = node.getFirstChild(); item != null; item = item.getNext()) {
            if (!item.getSourceSpans().isEmpty()) {
                int line = lineOf(item.getSourceSpans().get(0));
                if (line > from) {
                    breaks.add(line);
                }
            }
        }
        return breaks;
    }

    private void keepProse(int from, int to) {
        int first = from;
        while (first <= to && lines.get(first - 1).isBlank()) {
            first++;
        }
        int last = to;
        while (last >= first && lines.get(last - 1).isBlank()) {
            last--;
        }
        if (first <= last) {
            List<Integer> breaks =
                    IntStream.rangeClosed(first + 1, last).boxed().toList();
            blocks.add(new Body(Shape.PROSE, text(first, last), first, last, breaks));
        }
    }

    private String text(int from, int to) {
        return String.join("\n", lines.subList(from - 1, to));
    }

    private String firstHeading(String fallback) {
        return blocks.stream()
                .filter(Heading.class::isInstance)
                .map(heading -> ((Heading) heading).text())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(fallback);
    }
}
