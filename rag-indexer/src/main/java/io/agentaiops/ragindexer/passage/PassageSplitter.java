package io.agentaiops.ragindexer.passage;

import io.agentaiops.ragindexer.passage.Block.Body;
import io.agentaiops.ragindexer.passage.Block.Heading;
import io.agentaiops.ragindexer.passage.Block.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits a document into passages along its headings. Bodies under one heading are joined up to about {@link #TARGET}
 * tokens; a list, table or piece of code stays whole unless it is longer than the embedding model reads at once. A
 * passage never spans two headings.
 */
public final class PassageSplitter {

    /** Tokens that a passage should have: the length at which the embedding model finds best. */
    static final int TARGET = 200;
    /** Tokens that the embedding model reads at once, less what the headings take. */
    static final int LIMIT = 440;
    /** A body that is shorter stays with the next one: it is most often its lead-in. */
    private static final int LEAD_IN = 40;
    /** English text and code have about four characters in a token of the model. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final String documentId;
    private final String title;
    private final List<Passage> passages = new ArrayList<>();
    private final Map<String, Integer> countByPath = new HashMap<>();
    private final List<Heading> path = new ArrayList<>();
    private final List<Body> pending = new ArrayList<>();
    private int pendingTokens;

    private PassageSplitter(String documentId, String title) {
        this.documentId = documentId;
        this.title = title;
    }

    /** The passages of the document in reading order. A document of nothing but headings is one passage. */
    public static List<Passage> split(String documentId, ParsedDocument document) {
        PassageSplitter splitter = new PassageSplitter(documentId, document.title());
        for (Block block : document.blocks()) {
            switch (block) {
                case Heading heading -> splitter.enter(heading);
                case Body body -> pieces(body).forEach(splitter::add);
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
    }

    private void add(Body body) {
        int tokens = tokens(body.text());
        int sum = pendingTokens + tokens;
        if (sum > LIMIT || (sum > TARGET && pendingTokens >= LEAD_IN)) {
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
        String place = String.join("\u0001", headings);
        int ordinalInPlace = countByPath.merge(place, 1, Integer::sum);
        String id = ContentHash.of(String.join("\u0000", documentId, place, String.valueOf(ordinalInPlace), text))
                .substring(0, 32);
        passages.add(new Passage(id, documentId, passages.size(), title, headings, from, to, text));
    }

    private static List<Body> pieces(Body body) {
        int longest = body.shape() == Shape.LIST ? TARGET : LIMIT;
        if (tokens(body.text()) <= longest) {
            return List.of(body);
        }
        List<Body> pieces = new ArrayList<>();
        for (Body part : body.breaks().isEmpty() ? List.of(body) : cut(body, longest)) {
            pieces.addAll(tokens(part.text()) <= LIMIT ? List.of(part) : cutText(part));
        }
        return pieces;
    }

    /** Cuts between lines, each piece as long as it may be. */
    private static List<Body> cut(Body body, int longest) {
        String[] lines = body.text().split("\n", -1);
        List<Integer> ends = new ArrayList<>(body.breaks());
        ends.add(body.to() + 1);
        List<Body> pieces = new ArrayList<>();
        int from = body.from();
        int reached = from;
        for (int end : ends) {
            if (reached > from && tokens(part(body, lines, from, end).text()) > longest) {
                pieces.add(part(body, lines, from, reached));
                from = reached;
            }
            reached = end;
        }
        pieces.add(part(body, lines, from, reached));
        return pieces;
    }

    private static Body part(Body body, String[] lines, int from, int end) {
        String text = String.join("\n", Arrays.asList(lines).subList(from - body.from(), end - body.from()));
        return new Body(body.shape(), text, from, end - 1, List.of());
    }

    /** Cuts what has no lines to cut at: at a space near the limit. All pieces have the lines of the whole. */
    private static List<Body> cutText(Body body) {
        int most = LIMIT * CHARACTERS_PER_TOKEN;
        List<Body> pieces = new ArrayList<>();
        String rest = body.text();
        while (rest.length() > most) {
            int space = rest.lastIndexOf(' ', most);
            int end = space > most / 2 ? space : most;
            end -= Character.isHighSurrogate(rest.charAt(end - 1)) ? 1 : 0;
            pieces.add(new Body(body.shape(), rest.substring(0, end), body.from(), body.to(), List.of()));
            rest = rest.substring(end).stripLeading();
        }
        if (!rest.isEmpty()) {
            pieces.add(new Body(body.shape(), rest, body.from(), body.to(), List.of()));
        }
        return pieces;
    }

    private static int tokens(String text) {
        return (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }
}
