package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.yaml.PromDuration;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places to fill: {@code ${value}}, {@code ${threshold}}, {@code ${for}}, {@code ${metric}} and
 * {@code ${labels.NAME}}. Any other place is refused when the text is read.
 *
 * @param text the text
 */
record Placeholders(String text) {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)\\}");
    private static final Set<String> KNOWN = Set.of("value", "threshold", "for", "metric");
    private static final String LABELS = "labels.";

    Placeholders {
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            String place = places.group(1);
            if (!KNOWN.contains(place) && !place.startsWith(LABELS)) {
                throw new IllegalArgumentException("${" + place
                        + "} is not known; known are ${value}, ${threshold}, ${for}, ${metric}, ${labels.NAME}");
            }
        }
    }

    String fill(ThresholdRule rule, SeriesState state) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), rule, state)));
    }

    private static String value(String place, ThresholdRule rule, SeriesState state) {
        return switch (place) {
            case "value" -> state.lastValue() == null ? "unknown" : number(state.lastValue());
            case "threshold" -> number(rule.limit());
            case "for" -> PromDuration.print(rule.lasting());
            case "metric" -> rule.metric();
            default -> state.labels().get(place.substring(LABELS.length()));
        };
    }

    private static String number(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
