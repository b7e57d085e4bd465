package io.agentaiops.ragindexer.quality;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * From which closeness of its best passages on a question counts as answered. Chosen so that the share of answerable
 * questions that are kept and the share of the others that are refused are together as large as they can be (Youden's
 * index): a wrong "nothing was found" is as bad as a wrong answer, however many there are of either.
 */
final class RelevanceFloor {

    private RelevanceFloor() {}

    /**
     * The floor, midway between two questions; none when there are too few of either kind to tell.
     *
     * @param answered closeness of the questions that documents answer
     * @param nowhere closeness of those that nothing answers
     */
    static OptionalDouble of(List<Double> answered, List<Double> nowhere, int fewest) {
        if (answered.size() < fewest || nowhere.size() < fewest) {
            return OptionalDouble.empty();
        }
        double[] all = DoubleStream.concat(values(answered), values(nowhere))
                .sorted()
                .distinct()
                .toArray();
        double best = all[0];
        double bestIndex = youden(best, answered, nowhere);
        for (int i = 1; i < all.length; i++) {
            double floor = (all[i - 1] + all[i]) / 2;
            double index = youden(floor, answered, nowhere);
            if (index > bestIndex) {
                best = floor;
                bestIndex = index;
            }
        }
        return OptionalDouble.of(best);
    }

    private static double youden(double floor, List<Double> answered, List<Double> nowhere) {
        return refused(nowhere, floor) - refused(answered, floor);
    }

    /** Share of the questions that are refused at that floor; 0 when there are none. */
    static double refused(List<Double> closeness, double floor) {
        return values(closeness).map(each -> each < floor ? 1 : 0).average().orElse(0);
    }

    private static DoubleStream values(List<Double> closeness) {
        return closeness.stream().mapToDouble(Double::doubleValue);
    }
}
