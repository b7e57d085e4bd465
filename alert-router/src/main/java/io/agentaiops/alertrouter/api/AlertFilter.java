package io.agentaiops.alertrouter.api;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.notification.Receiver;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which alerts somebody wants to see. */
final class AlertFilter {

    private final boolean active;
    private final boolean silenced;
    private final boolean inhibited;
    private final boolean muted;
    private final Matchers matchers;
    private final Predicate<Receiver> receiver;

    /** Throws {@link IllegalArgumentException} when a matcher or the expression does not parse. */
    AlertFilter(AlertQuery query) {
        this.active = query.active();
        this.silenced = query.silenced();
        this.inhibited = query.inhibited();
        this.muted = query.muted();
        this.matchers = matchers(query.filter());
        Predicate<String> name = name(query.receiver());
        Matchers labels = matchers(query.receiverMatchers());
        this.receiver = candidate -> name.test(candidate.name()) && labels.matches(candidate.allLabels());
    }

    static Matchers matchers(List<String> texts) {
        return new Matchers(texts.stream()
                .flatMap(text -> MatcherParser.parse(text).stream())
                .toList());
    }

    /** amtool sends an empty expression, which means any receiver. */
    private static Predicate<String> name(@Nullable String expression) {
        if (expression == null || expression.isEmpty()) {
            return name -> true;
        }
        try {
            return Pattern.compile("^(?:" + expression + ")$")::matches;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("failed to parse receiver param: " + expression, e);
        }
    }

    /** An alert is shown unless something that suppresses it is not wanted; one that nothing suppresses is active. */
    boolean keeps(Labels labels, AlertView.Status status) {
        return (active || !status.isActive())
                && (silenced || status.silencedBy().isEmpty())
                && (inhibited || status.inhibitedBy().isEmpty())
                && matchers.matches(labels);
    }

    boolean keepsReceiver(Receiver candidate) {
        return receiver.test(candidate);
    }

    boolean keepsMuted() {
        return muted;
    }
}
