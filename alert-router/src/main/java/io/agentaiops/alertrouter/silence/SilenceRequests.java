package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Silences that are too broad for one person: they wait until somebody else who may approve says yes. What waits for more
 * than a day is forgotten.
 */
@ApplicationScoped
public class SilenceRequests {

    private static final Duration WAITS = Duration.ofDays(1);

    /**
     * A silence that waits for a second person.
     *
     * @param id unique
     * @param wanted the silence
     * @param requestedBy who wants it
     * @param reason why a second person is needed
     * @param requestedAt since when it waits
     */
    public record Waiting(UUID id, SilenceRequest wanted, String requestedBy, String reason, Instant requestedAt) {}

    /** How an approval ended. */
    public sealed interface Approval {

        /** The silence holds under that id. */
        record Done(UUID silence) implements Approval {}

        /** Nothing waits under that id. */
        record Unknown() implements Approval {}

        /** Who asked for it can't be the second person. */
        record SamePerson() implements Approval {}
    }

    private final SilenceRequestStore store;
    private final Silencer silencer;
    private final SilencePolicy policy;
    private final Audit audit;
    private final Clock clock;

    SilenceRequests(
            SilenceRequestStore store, Silencer silencer, SilencePolicyConfig config, Audit audit, Clock clock) {
        this.store = store;
        this.silencer = silencer;
        this.policy = new SilencePolicy(config.atMost(), config.broadAbove());
        this.audit = audit;
        this.clock = clock;
    }

    /** Why the request is refused whoever asks. */
    public Optional<String> refusal(SilenceRequest wanted) {
        return policy.refusal(wanted);
    }

    /** Why a second person is needed for these matchers while these alerts last. */
    public Optional<String> breadth(Matchers matchers, List<Labels> alerts) {
        return policy.breadth(matchers, alerts);
    }

    /** Keeps the request until somebody else says yes. */
    @Transactional
    public Waiting add(SilenceRequest wanted, String reason, String actor) {
        Waiting waiting = new Waiting(UUID.fromString(Ids.next()), wanted, actor, reason, clock.instant());
        store.deleteBefore(clock.instant().minus(WAITS));
        store.add(waiting);
        audit.record(
                actor,
                "silence.request",
                waiting.id().toString(),
                "waiting",
                Map.of("matchers", wanted.matchers().toString(), "reason", reason));
        return waiting;
    }

    public List<Waiting> all() {
        return store.since(clock.instant().minus(WAITS));
    }

    /** Sets the silence, in the name of both. */
    @Transactional
    public Approval approve(UUID id, String approver) {
        Optional<Waiting> found = store.lock(id);
        if (found.isEmpty()) {
            return new Approval.Unknown();
        }
        Waiting waiting = found.get();
        if (waiting.requestedBy().equals(approver)) {
            return new Approval.SamePerson();
        }
        store.delete(id);
        audit.record(
                approver, "silence.approve", id.toString(), "succeeded", Map.of("requestedBy", waiting.requestedBy()));
        return new Approval.Done(silencer.create(waiting.wanted(), Silence.Source.API, waiting.requestedBy()));
    }
}
