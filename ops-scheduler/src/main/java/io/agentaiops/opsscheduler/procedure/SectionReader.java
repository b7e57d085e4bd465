package io.agentaiops.opsscheduler.procedure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Finds the sections of a Markdown document and the step blocks in them. */
final class SectionReader {

    private static final Parser MARKDOWN =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

    private final Problems problems;

    SectionReader(Problems problems) {
        this.problems = problems;
    }

    /** Reads all sections; {@code frontMatterEnd} is the index of the line that closes the front matter. */
    List<Section> read(List<String> lines, int frontMatterEnd) {
        // Front matter becomes empty lines, so that line numbers stay those of the document.
        List<String> body = new ArrayList<>(lines);
        if (frontMatterEnd > 0) {
            Collections.fill(body.subList(0, frontMatterEnd + 1), "");
        }
        Node document = MARKDOWN.parse(String.join("\n", body));
        List<Section> sections = new ArrayList<>();
        Open open = null;
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() <= 3) {
                close(open, lineOf(heading) - 1, body, sections);
                open = heading.getLevel() == 1 ? null : new Open(titleOf(heading), lineOf(heading));
            } else if (node instanceof FencedCodeBlock fence && isStep(fence)) {
                take(fence, open);
            } else {
                refuseNested(node);
            }
        }
        close(open, body.size(), body, sections);
        return sections;
    }

    /** A section whose end has not been seen yet. */
    private static final class Open {
        private final String title;
        private final int firstLine;
        private @Nullable FencedCodeBlock fence;

        Open(String title, int firstLine) {
            this.title = title;
            this.firstLine = firstLine;
        }
    }

    private void take(FencedCodeBlock fence, @Nullable Open open) {
        if (open == null) {
            problems.add(lineOf(fence), "a step block must stand below a heading of level 2 or 3");
        } else if (open.fence != null) {
            problems.add(lineOf(fence), "only one step block may stand below a heading; give this one its own");
        } else {
            open.fence = fence;
        }
        if (fence.getClosingFenceLength() == null) {
            problems.add(lineOf(fence), "the step block is not closed");
        }
    }

    /** A step block inside a list or a quotation would be overlooked by readers and by us. */
    private void refuseNested(Node node) {
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock fence) {
                if (isStep(fence)) {
                    problems.add(lineOf(fence), "a step block must not stand inside a list or a quotation");
                }
            }
        });
    }

    private static void close(@Nullable Open open, int end, List<String> body, List<Section> sections) {
        if (open == null) {
            return;
        }
        int last = end;
        while (last > open.firstLine && body.get(last - 1).isBlank()) {
            last--;
        }
        FencedCodeBlock fence = open.fence;
        Section.Block block = fence == null ? null : new Section.Block(fence.getLiteral(), lineOf(fence) + 1);
        sections.add(new Section(open.title, open.firstLine, last, block, prose(open, last, body)));
    }

    private static String prose(Open open, int last, List<String> body) {
        List<String> prose = new ArrayList<>(body.subList(open.firstLine, last));
        if (open.fence != null) {
            int from = lineOf(open.fence) - 1 - open.firstLine;
            int to = Math.min(prose.size(), from + open.fence.getSourceSpans().size());
            prose.subList(from, to).clear();
        }
        return String.join("\n", prose).replaceAll("\n{3,}", "\n\n").strip();
    }

    private static boolean isStep(FencedCodeBlock fence) {
        String info = fence.getInfo() == null ? "" : fence.getInfo().strip();
        return info.equals("step") || info.startsWith("step ");
    }

    private static int lineOf(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 1
                : node.getSourceSpans().getFirst().getLineIndex() + 1;
    }

    private static String titleOf(Heading heading) {
        StringBuilder title = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                title.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                title.append(code.getLiteral());
            }
        });
        return Section.withoutNumber(title.toString());
    }
}
