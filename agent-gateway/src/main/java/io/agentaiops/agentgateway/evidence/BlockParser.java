package io.agentaiops.agentgateway.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts Markdown into blocks, line by line: enough of CommonMark (https://spec.commonmark.org/0.31.2/) to tell prose from
 * code, headings and tables, and one list item from the next. Never fails: what it does not know is prose.
 */
final class BlockParser {

    private static final Pattern FENCE = Pattern.compile("\\s{0,3}(?<fence>`{3,}|~{3,}).*");
    private static final Pattern HEADING = Pattern.compile("\\s{0,3}#{1,6}(?:\\s.*)?");
    private static final Pattern TABLE_RULE =
            Pattern.compile("\\s*\\|?\\s*:?-{2,}:?\\s*(?:\\|\\s*:?-{2,}:?\\s*)*\\|?\\s*");
    private static final Pattern ITEM = Pattern.compile("(?<mark>\\s*(?:[-*+•]|\\d{1,3}[.)])\\s+|\\s*>\\s?).*");
    private static final Pattern INDENTED = Pattern.compile("(?: {4}|\\t)\\s*\\S.*");

    private final String text;
    private final List<Block> blocks = new ArrayList<>();
    private int proseStart = -1;
    private int proseEnd = -1;
    private boolean afterBlank = true;
    private boolean inList;
    private @Nullable String fence;

    private BlockParser(String text) {
        this.text = text;
    }

    /** The blocks, in their order; white space and marks between them belong to none. */
    static List<Block> parse(String text) {
        BlockParser parser = new BlockParser(text);
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            parser.line(start, end);
            start = end + 1;
        }
        parser.endProse();
        return List.copyOf(parser.blocks);
    }

    private void line(int start, int end) {
        String line = text.substring(start, end);
        Matcher opening = FENCE.matcher(line);
        if (fence != null) {
            if (line.strip().startsWith(fence)
                    && line.strip().replace(fence.substring(0, 1), "").isEmpty()) {
                fence = null;
            } else {
                blocks.add(new Block(Block.Kind.CODE, start, end));
            }
        } else if (opening.matches()) {
            endProse();
            fence = opening.group("fence");
        } else if (line.isBlank()) {
            endProse();
            afterBlank = true;
            return;
        } else {
            outsideOfCode(line, start, end);
        }
        afterBlank = false;
    }

    private void outsideOfCode(String line, int start, int end) {
        Matcher item = ITEM.matcher(line);
        if (HEADING.matcher(line).matches()) {
            endProse();
            inList = false;
            blocks.add(new Block(Block.Kind.HEADING, start, end));
        } else if (TABLE_RULE.matcher(line).matches() && line.contains("|")) {
            endProse();
            if (!blocks.isEmpty() && blocks.getLast().kind() == Block.Kind.TABLE_ROW) {
                Block head = blocks.removeLast();
                blocks.add(new Block(Block.Kind.TABLE_HEAD, head.start(), head.end()));
            }
        } else if (line.strip().startsWith("|")) {
            endProse();
            blocks.add(new Block(Block.Kind.TABLE_ROW, start, end));
        } else if (item.matches()) {
            endProse();
            inList = true;
            proseStart = start + item.end("mark");
            proseEnd = end;
        } else if (afterBlank && !inList && INDENTED.matcher(line).matches()) {
            blocks.add(new Block(Block.Kind.CODE, start, end));
        } else {
            inList = inList && (proseStart >= 0 || Character.isWhitespace(line.charAt(0)));
            proseStart = proseStart < 0 ? start : proseStart;
            proseEnd = end;
        }
    }

    private void endProse() {
        if (proseStart >= 0 && proseEnd > proseStart) {
            blocks.add(new Block(Block.Kind.PROSE, proseStart, proseEnd));
        }
        proseStart = -1;
    }
}
