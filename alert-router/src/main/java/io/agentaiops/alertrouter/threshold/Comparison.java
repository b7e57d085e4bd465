package io.agentaiops.alertrouter.threshold;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a sample is compared with the limit. */
enum Comparison {
    ABOVE(">"),
    AT_LEAST(">="),
    BELOW("<"),
    AT_MOST("<="),
    EQUAL("=="),
    OTHER_THAN("!=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    boolean holds(double value, double limit) {
        int order = Double.compare(value, limit);
        return switch (this) {
            case ABOVE -> order > 0;
            case AT_LEAST -> order >= 0;
            case BELOW -> order < 0;
            case AT_MOST -> order <= 0;
            case EQUAL -> order == 0;
            case OTHER_THAN -> order != 0;
        };
    }

    static Comparison of(String sign) {
        return Arrays.stream(values())
                .filter(comparison -> comparison.sign.equals(sign))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + sign + "\" is not one of "
                        + Arrays.stream(values()).map(Comparison::sign).collect(Collectors.joining(" "))));
    }
}
