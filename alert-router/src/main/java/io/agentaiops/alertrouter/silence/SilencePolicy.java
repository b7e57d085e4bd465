package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.Matchers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Judges silences before they hold. Pure.
 *
 * @param atMost the longest time that one may last
 * @param broadAbove up to how many alerts of now one may cover without a second person
 */
record SilencePolicy(Duration atMost, int broadAbove) {

    /** A value that nobody has: who matches it matches anything. */
    private static final String ANYTHING = "aiops-no-such-value-5f1c";

    /** Why the request is refused whoever asks; empty: it is not. */
    Optional<String> refusal(SilenceRequest wanted) {
        Duration length = Duration.between(wanted.startsAt(), wanted.endsAt());
        return length.compareTo(atMost) > 0
                ? Optional.of("a silence may last " + atMost.toHours() + " h at most, but this one lasts "
                        + length.toHours() + " h; set a shorter one and renew it")
                : Optional.empty();
    }

    /** Why a second person is needed; empty: none is. */
    Optional<String> breadth(Matchers matchers, Reach reach) {
        if (matchers.all().stream().allMatch(SilencePolicy::matchesAnything)) {
            return Optional.of("its matchers match any value");
        }
        return reach.covered() > broadAbove
                ? Optional.of("it would silence " + reach.covered() + " alerts now, more than " + broadAbove)
                : Optional.empty();
    }

    private static boolean matchesAnything(Matcher matcher) {
        return matcher.matches(Labels.of(Map.of(matcher.name(), ANYTHING)));
    }
}
