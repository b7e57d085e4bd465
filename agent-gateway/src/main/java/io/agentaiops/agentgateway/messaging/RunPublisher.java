package io.agentaiops.agentgateway.messaging;

import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Citation;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunAnnouncements;
import io.agentaiops.eventbus.DirectPublisher;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.query.AnswerCompleted;
import io.agentaiops.eventcontracts.query.Mode;
import io.agentaiops.eventcontracts.query.QueryAccepted;
import io.agentaiops.eventcontracts.query.RunProgressed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says {@code query.accepted}, {@code run.progressed} and {@code answer.completed}. */
@ApplicationScoped
class RunPublisher implements RunAnnouncements {

    private final Outbox outbox;
    private final DirectPublisher direct;

    RunPublisher(Outbox outbox, DirectPublisher direct) {
        this.outbox = outbox;
        this.direct = direct;
    }

    @Override
    public void accepted(Run run) {
        outbox.publish(new QueryAccepted(
                run.id(),
                run.sessionId(),
                run.caller().principal(),
                mode(run.askedMode()),
                run.askedModel(),
                run.acceptedAt()));
    }

    @Override
    public void progressed(String runId, long sequence) {
        direct.send(new RunProgressed(runId, sequence));
    }

    @Override
    public void ended(Run run, int toolCalls) {
        Instant ended = Objects.requireNonNull(run.endedAt(), "endedAt");
        outbox.publish(new AnswerCompleted(
                run.id(),
                run.sessionId(),
                AnswerCompleted.Outcome.valueOf(run.state().label().toUpperCase(Locale.ROOT)),
                mode(run.mode()),
                run.model(),
                run.citations().stream().map(Citation::documentId).distinct().toList(),
                toolCalls,
                Duration.between(run.acceptedAt(), ended).toMillis(),
                ended));
    }

    private static Mode mode(@Nullable AnswerMode mode) {
        return mode == null ? Mode.AUTO : Mode.valueOf(mode.name());
    }
}
