package io.agentaiops.ragindexer.search;

import io.agentaiops.ragindexer.passage.Passage;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins passages of one document that follow each other and were both found: a reader wants them in one piece, and in the
 * document's order. The joint passage stands where its better part stood.
 */
final class Neighbours {

    /** More would no longer be a passage. */
    private static final int MOST = 3;

    private Neighbours() {}

    /**
     * Runs of neighbours.
     *
     * @param passages best first
     * @return places of the passages that belong together, in the document's order, the runs best first
     */
    static List<List<Integer>> runs(List<Passage> passages) {
        List<List<Integer>> runs = new ArrayList<>();
        for (int place = 0; place < passages.size(); place++) {
            Passage passage = passages.get(place);
            boolean joined = false;
            for (List<Integer> run : runs) {
                if (!joined && run.size() < MOST) {
                    joined = join(run, place, passage, passages);
                }
            }
            if (!joined) {
                runs.add(new ArrayList<>(List.of(place)));
            }
        }
        return runs;
    }

    private static boolean join(List<Integer> run, int place, Passage passage, List<Passage> passages) {
        Passage first = passages.get(run.getFirst());
        Passage last = passages.get(run.getLast());
        if (follows(last, passage)) {
            run.add(place);
            return true;
        }
        if (follows(passage, first)) {
            run.addFirst(place);
            return true;
        }
        return false;
    }

    /** Under the same headings only: what stands under another heading is about something else. */
    private static boolean follows(Passage one, Passage next) {
        return one.documentId().equals(next.documentId())
                && one.ordinal() + 1 == next.ordinal()
                && one.headingPath().equals(next.headingPath());
    }

    /** The passages of a run as one, with the id of the best. */
    static Passage joint(List<Passage> run, Passage best) {
        Passage first = run.getFirst();
        String text = String.join("\n\n", run.stream().map(Passage::text).toList());
        return new Passage(
                best.id(),
                first.documentId(),
                first.ordinal(),
                first.title(),
                first.headingPath(),
                first.place(),
                first.from(),
                run.getLast().to(),
                text);
    }
}
