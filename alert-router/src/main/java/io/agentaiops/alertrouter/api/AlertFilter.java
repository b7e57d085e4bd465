package io.agentaiops.alertrouter.api;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which alerts somebody wants to see. */
final class AlertFilter {

    private final boolean active;
    private final boolean silenced;
    private final Matchers matchers;
    private final Predicate<String> receiver;

    /** Throws {@link IllegalArgumentException} when a matcher or the expression does not parse. */
    AlertFilter(boolean active, boolean silenced, List<String> filter, @Nullable String receiver) {
        this.active = active;
        this.silenced = silenced;
        this.matchers = new Matchers(filter.stream()
                .flatMap(text -> MatcherParser.parse(text).stream())
                .toList());
        this.receiver = receiver(receiver);
    }

    /** amtool sends an empty expression, which means any receiver. */
    private static Predicate<String> receiver(@Nullable String expression) {
        if (expression == null || expression.isEmpty()) {
            return name -> true;
        }
        try {
            return Pattern.compile("^(?:" + expression + ")$")::matches;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("failed to parse receiver param: " + expression, e);
        }
    }

    boolean keeps(AlertView view) {
        return (view.status().state().equals("suppressed") ? silenced : active)
                && matchers.matches(view.labels())
                && view.receivers().stream().anyMatch(found -> receiver.test(found.name()));
    }

    boolean keepsReceiver(String name) {
        return receiver.test(name);
    }
}
