package io.agentaiops.alertrouter.operation;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.SilenceRequest;
import io.agentaiops.alertrouter.silence.Silencer;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code alerts.mute}: a silence that a procedure sets. */
@ApplicationScoped
class AlertsMute implements CapabilityHandler {

    private static final Matchers EVERYTHING =
            new Matchers(List.of(new Matcher(Labels.ALERT_NAME, Matcher.Operator.REGEX, ".+")));

    private final Silencer silencer;
    private final Clock clock;

    AlertsMute(Silencer silencer, Clock clock) {
        this.silencer = silencer;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.ALERTS_MUTE;
    }

    @Override
    @Transactional
    public Finding perform(Operation operation) {
        Duration length = operation.arguments().duration("for", Duration.ZERO);
        if (!length.isPositive()) {
            throw new IllegalArgumentException("for must be longer than nothing");
        }
        Instant now = clock.instant();
        Instant until = now.plus(length);
        Matchers matchers = matchers(operation.arguments().texts("matchers"));
        String comment = operation.arguments().text("comment");
        var id = silencer.create(
                new SilenceRequest(matchers, now, until, operation.principal(), comment),
                Silence.Source.OPERATION,
                operation.principal());
        return Finding.good(
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
}
