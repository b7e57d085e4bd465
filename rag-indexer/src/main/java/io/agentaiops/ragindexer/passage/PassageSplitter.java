package io.agentaiops.ragindexer.passage;

import io.agentaiops.ragindexer.passage.Block.Body;
import io.agentaiops.ragindexer.passage.Block.Heading;
import io.agentaiops.ragindexer.passage.Block.Shape;
import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Splits a document into passages along its headings. Bodies under one heading are joined up to about {@link #TARGET}
 * tokens of the embedding model; a list, table or piece of code stays whole unless it is longer than the model reads at
 * once. A passage never spans two headings, so that a procedure is split by its steps.
 */
public final class PassageSplitter {

    /** Tokens that a passage should have: the length at which the embedding model finds best. */
    static final int TARGET = 200;
    /** Tokens that a passage has at most where the model reads 512 at once: some less, for its headings. */
    static final int LIMIT = 440;
    /** Tokens of 510 that headings may take; longer ones are counted as so many, and the end of the text goes unread. */
    private static final int LONGEST_HEADING = 240;

    private static final int USUAL_WINDOW = 510;
    /** A body that is shorter stays with the next one: it is most often its lead-in. */
    private static final int LEAD_IN = 40;

    private final String documentId;
    private final String title;
    private final Place place;
    private final PassageSize size;
    private final List<Passage> passages = new ArrayList<>();
    private final Map<String, Integer> countByPath = new HashMap<>();
    private final List<Heading> path = new ArrayList<>();
    private final List<Body> pending = new ArrayList<>();
    private int pendingTokens;
    private int limit;

    private PassageSplitter(String documentId, ParsedDocument document, PassageSize size) {
        this.documentId = documentId;
        this.title = document.title();
        this.place = document.place();
        this.size = size;
        this.limit = ofWindow(LIMIT);
    }

    /** The same share of the model's window. */
    private int ofWindow(int tokens) {
        return tokens * size.window() / USUAL_WINDOW;
    }

    /**
     * The passages of the document in reading order. A document of nothing but headings is one passage.
     *
     * @param size of texts for the embedding model
     */
    public static List<Passage> split(String documentId, ParsedDocument document, PassageSize size) {
        PassageSplitter splitter = new PassageSplitter(documentId, document, size);
        for (Block block : document.blocks()) {
            switch (block) {
                case Heading heading -> splitter.enter(heading);
                case Body body -> splitter.pieces(body).forEach(splitter::add);
            }
        }
        splitter.flush();
        if (splitter.passages.isEmpty()) {
            splitter.keepHeadings(document.blocks());
        }
        return List.copyOf(splitter.passages);
    }

    private void enter(Heading heading) {
        flush();
        path.removeIf(above -> above.level() >= heading.level());
        path.add(heading);
        int headings =
                size.of(Passage.heading(title, path.stream().map(Heading::text).toList()));
        limit = Math.min(ofWindow(LIMIT), size.window() - Math.min(ofWindow(LONGEST_HEADING), headings));
    }

    private int target() {
        return Math.min(TARGET, limit);
    }

    private void add(Body body) {
        int tokens = size.of(body.text());
        int sum = pendingTokens + tokens;
        if (sum > limit || (sum > target() && pendingTokens >= LEAD_IN)) {
            flush();
        }
        pending.add(body);
        pendingTokens += tokens;
    }

    private void flush() {
        if (pending.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder(pending.get(0).text());
        for (int i = 1; i < pending.size(); i++) {
            boolean adjacent = pending.get(i).from() <= pending.get(i - 1).to() + 1;
            text.append(adjacent ? "\n" : "\n\n").append(pending.get(i).text());
        }
        append(pending.get(0).from(), pending.get(pending.size() - 1).to(), text.toString());
        pending.clear();
        pendingTokens = 0;
    }

    private void keepHeadings(List<Block> headings) {
        String text = String.join(
                "\n", headings.stream().map(block -> ((Heading) block).text()).toList());
        path.clear();
        append(headings.get(0).from(), headings.get(headings.size() - 1).to(), text);
    }

    private void append(int from, int to, String text) {
        List<String> headings = path.stream().map(Heading::text).toList();
        String section = String.join("\u0001", headings);
        int ordinalInPlace = countByPath.merge(section, 1, Integer::sum);
        String id = ContentHash.of(String.join("\u0000", documentId, section, String.valueOf(ordinalInPlace), text))
                .substring(0, 32);
        passages.add(new Passage(id, documentId, passages.size(), title, headings, place, from, to, text));
    }

    private List<Body> pieces(Body body) {
        int longest = body.shape() == Shape.LIST ? target() : limit;
        if (size.of(body.text()) <= longest) {
            return List.of(body);
        }
        List<Body> pieces = new ArrayList<>();
        for (Body part : body.breaks().isEmpty() ? List.of(body) : cut(body, longest)) {
            if (size.of(part.text()) <= limit) {
                pieces.add(part);
            } else {
                cut(byLines(part), limit).forEach(piece -> pieces.addAll(fitting(piece)));
            }
        }
        return pieces;
    }

    private List<Body> fitting(Body piece) {
        return size.of(piece.text()) <= limit ? List.of(piece) : cutText(piece);
    }

    /** The same, to be cut at any line; unless its lines are not those of the document, as in a PDF. */
    private static Body byLines(Body body) {
        long lines = body.text().chars().filter(c -> c == '\n').count() + 1;
        if (lines != body.to() - body.from() + 1) {
            return body;
        }
        List<Integer> breaks =
                IntStream.rangeClosed(body.from() + 1, body.to()).boxed().toList();
        return new Body(body.shape(), body.text(), body.from(), body.to(), breaks);
    }

    /** Cuts between lines, each piece as long as it may be. */
    private List<Body> cut(Body body, int longest) {
        String[] lines = body.text().split("\n", -1);
        List<Integer> ends = new ArrayList<>(body.breaks());
        ends.add(body.to() + 1);
        List<Body> pieces = new ArrayList<>();
        int from = body.from();
        int reached = from;
        int held = 0;
        for (int end : ends) {
            int more = size.of(part(body, lines, reached, end).text());
            if (reached > from && held + more > longest) {
                pieces.add(part(body, lines, from, reached));
                from = reached;
                held = 0;
            }
            held += more;
            reached = end;
        }
        pieces.add(part(body, lines, from, reached));
        return pieces;
    }

    private static Body part(Body body, String[] lines, int from, int end) {
        String text = String.join("\n", Arrays.asList(lines).subList(from - body.from(), end - body.from()));
        return new Body(body.shape(), text, from, end - 1, List.of());
    }

    /** Cuts what has no lines to cut at: at a space near the limit. All pieces have the place of the whole. */
    private List<Body> cutText(Body body) {
        List<Body> pieces = new ArrayList<>();
        String rest = body.text();
        while (!rest.isEmpty()) {
            int end = size.cut(rest, limit);
            pieces.add(new Body(body.shape(), rest.substring(0, end), body.from(), body.to(), List.of()));
            rest = rest.substring(end).stripLeading();
        }
        return pieces;
    }
}
