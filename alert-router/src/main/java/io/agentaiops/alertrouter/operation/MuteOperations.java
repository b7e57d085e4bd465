package io.agentaiops.alertrouter.operation;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.operation.Outcome.Succeeded;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.SilenceRequest;
import io.agentaiops.alertrouter.silence.Silencer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code alerts.mute} and {@code alerts.unmute}: silences that procedures set, and end again. */
@ApplicationScoped
class MuteOperations {

    private static final Matchers EVERYTHING =
            new Matchers(List.of(new Matcher(Labels.ALERT_NAME, Matcher.Operator.REGEX, ".+")));

    private final Silencer silencer;
    private final Clock clock;

    MuteOperations(Silencer silencer, Clock clock) {
        this.silencer = silencer;
        this.clock = clock;
    }

    Outcome mute(Order order) {
        Instant now = clock.instant();
        Instant until = now.plus(order.duration("for", ""));
        Matchers matchers = matchers(order.texts("matchers"));
        String comment = order.text("comment");
        if (order.dryRun()) {
            return new Succeeded("would mute " + matchers + " until " + until, Map.of("matchers", matchers.toString()));
        }
        var id = silencer.create(
                new SilenceRequest(matchers, now, until, order.principal(), comment),
                Silence.Source.OPERATION,
                order.principal());
        return new Succeeded(
                "muted " + matchers + " until " + until,
                Map.of("silenceId", id.toString(), "matchers", matchers.toString(), "until", until.toString()));
    }

    private static Matchers matchers(List<String> texts) {
        return texts.isEmpty()
                ? EVERYTHING
                : new Matchers(texts.stream()
                        .flatMap(text -> MatcherParser.parse(text).stream())
                        .toList());
    }

    /** Ends what procedures muted; silences that people set stay. */
    Outcome unmute(Order order) {
        if (order.dryRun()) {
            return new Succeeded("would end the silences that procedures set", Map.of());
        }
        int ended = silencer.expireAll(Silence.Source.OPERATION, order.principal());
        return new Succeeded("ended " + ended + " silences", Map.of("ended", ended));
    }
}
