package io.agentaiops.opsscheduler.capacity;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * A straight line through points by Theil and Sen: the median of the slopes of all pairs, which up to a quarter of wild
 * values do not move. The bounds of the slope are Sen's, from the variance of Kendall's S, at 90 percent.
 *
 * @param slope change of y for each unit of x
 * @param low lower bound of the slope
 * @param high upper bound of the slope
 * @param middleX median of x, which every line of the interval goes through
 * @param middleY the line's y there
 */
record Trend(double slope, double low, double high, double middleX, double middleY) {

    static final int LEAST_POINTS = 7;

    private static final double NINETY_PERCENT = 1.645;

    /** The trend of at least {@link #LEAST_POINTS} points; x must not be the same for all of them. */
    static Trend of(double[] x, double[] y) {
        if (x.length != y.length || x.length < LEAST_POINTS) {
            throw new IllegalArgumentException("a trend needs " + LEAST_POINTS + " points but has " + x.length);
        }
        double[] slopes = slopes(x, y);
        double slope = median(slopes);
        double[] rest = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            rest[i] = y[i] - slope * x[i];
        }
        double n = x.length;
        double spread = NINETY_PERCENT * Math.sqrt(n * (n - 1) * (2 * n + 5) / 18);
        double middleX = median(x.clone());
        return new Trend(
                slope,
                slopes[index((slopes.length - spread) / 2, slopes.length)],
                slopes[index((slopes.length + spread) / 2, slopes.length)],
                middleX,
                median(rest) + slope * middleX);
    }

    /** The line's y at x. */
    double at(double x) {
        return middleY + slope * (x - middleX);
    }

    /** Where the line with that slope reaches the limit, if it does so from {@code from} on. */
    OptionalDouble reaches(double limit, double withSlope, double from) {
        double x = middleX + (limit - middleY) / withSlope;
        return Double.isFinite(x) && x >= from ? OptionalDouble.of(x) : OptionalDouble.empty();
    }

    /**
     * Mean absolute error of a trend of the first two thirds against the last third; empty when there are too few points.
     */
    static OptionalDouble backTest(double[] x, double[] y) {
        int known = x.length * 2 / 3;
        if (known < LEAST_POINTS || x[known - 1] == x[0]) {
            return OptionalDouble.empty();
        }
        Trend earlier = of(Arrays.copyOf(x, known), Arrays.copyOf(y, known));
        double error = 0;
        for (int i = known; i < x.length; i++) {
            error += Math.abs(earlier.at(x[i]) - y[i]);
        }
        return OptionalDouble.of(error / (x.length - known));
    }

    private static double[] slopes(double[] x, double[] y) {
        double[] slopes = new double[x.length * (x.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = i + 1; j < x.length; j++) {
                if (x[i] != x[j]) {
                    slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
                }
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("all points have the same x");
        }
        double[] sorted = Arrays.copyOf(slopes, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static int index(double rank, int length) {
        return Math.clamp(Math.round(rank), 0, length - 1);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
