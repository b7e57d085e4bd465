package io.agentaiops.alertrouter.threshold;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What a rule compares with its limit: the newest value, or something made of the values of a time.
 *
 * @param function what is made of them
 * @param over how long it looks back; zero for the newest value
 * @param total for {@link Function#RATIO} the metric that is the whole; else empty
 */
record Measure(Function function, Duration over, String total) {

    private static final Duration LONGEST = Duration.ofDays(1);
    static final Measure LATEST = new Measure(Function.LATEST, Duration.ZERO, "");

    /** What can be made of the values of a time. */
    enum Function {
        /** The newest value. */
        LATEST,
        /** Increase of a counter a second. A counter that fell began again at zero. */
        RATE,
        /** Increase of a counter. */
        INCREASE,
        AVERAGE,
        MINIMUM,
        MAXIMUM,
        /** Increase of the metric in percent of the increase of {@code total}. */
        RATIO;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Function of(String word) {
            return Arrays.stream(values())
                    .filter(function -> function.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is not one of "
                            + Arrays.stream(values()).map(Function::word).collect(Collectors.joining(", "))));
        }
    }

    Measure {
        boolean looksBack = function != Function.LATEST;
        if (looksBack == over.isZero()) {
            throw new IllegalArgumentException(
                    looksBack ? "needs over, the time to look back, such as 5m" : "over needs another calculate");
        }
        if (over.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("looks back at most 1d");
        }
        if ((function == Function.RATIO) == total.isEmpty()) {
            throw new IllegalArgumentException(
                    total.isEmpty() ? "needs total, the metric that is the whole" : "total is for calculate: ratio");
        }
    }

    boolean looksBack() {
        return function != Function.LATEST;
    }

    boolean isRatio() {
        return function == Function.RATIO;
    }

    /** The measured value; empty when the samples say too little. */
    OptionalDouble of(Window part, Window whole) {
        return switch (function) {
            case LATEST -> throw new IllegalStateException("the newest value needs no window");
            case RATE -> part.rate();
            case INCREASE -> part.increase();
            case AVERAGE -> part.average();
            case MINIMUM -> part.minimum();
            case MAXIMUM -> part.maximum();
            case RATIO -> ratio(part, whole);
        };
    }

    private static OptionalDouble ratio(Window part, Window whole) {
        OptionalDouble all = whole.increase();
        return all.isEmpty() || all.getAsDouble() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(100 * part.increase().orElse(0) / all.getAsDouble());
    }
}
