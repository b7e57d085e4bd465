package io.agentaiops.alertrouter.silence;

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
import org.jspecify.annotations.Nullable;

/**
 * Silences that are too broad for one person: they wait until somebody else who may approve says yes or no. What waits for
 * more than a day is forgotten.
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
     * @param replaces the silence that it is to change; null: it is a new one
     */
    public record Waiting(
            UUID id,
            SilenceRequest wanted,
            String requestedBy,
            String reason,
            Instant requestedAt,
            @Nullable UUID replaces) {}

    /** How an approval ended. */
    public sealed interface Approval {

        /** The silence holds under that id. */
        record Done(UUID silence) implements Approval {}

        /** Nothing waits under that id. */
        record Unknown() implements Approval {}

        /** Who asked for it can't be the second person. */
        record SamePerson() implements Approval {}

        /** It would have ended by now. */
        record Over(Instant endedAt) implements Approval {}
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

    /** Why a second person is needed for these matchers, which reach so far. */
    public Optional<String> breadth(Matchers matchers, Reach reach) {
        return policy.breadth(matchers, reach);
    }

    /** Keeps the request until somebody else says yes; with {@code replaces} it changes that silence then. */
    @Transactional
    public Waiting add(SilenceRequest wanted, @Nullable UUID replaces, String reason, String actor) {
        Waiting waiting = new Waiting(UUID.fromString(Ids.next()), wanted, actor, reason, clock.instant(), replaces);
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
        Instant now = clock.instant();
        return store.since(now.minus(WAITS)).stream()
                .filter(waiting -> waiting.wanted().endsAt().isAfter(now))
                .toList();
    }

    /** Sets the silence or changes the one that it is to replace, in the name of both. */
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
        Map<String, String> details = Map.of("requestedBy", waiting.requestedBy());
        if (!waiting.wanted().endsAt().isAfter(clock.instant())) {
            audit.record(approver, "silence.approve", id.toString(), "failed", details);
            return new Approval.Over(waiting.wanted().endsAt());
        }
        audit.record(approver, "silence.approve", id.toString(), "succeeded", details);
        return new Approval.Done(set(waiting));
    }

    private UUID set(Waiting waiting) {
        return Optional.ofNullable(waiting.replaces())
                .flatMap(old -> silencer.replace(old, waiting.wanted(), waiting.requestedBy()))
                .orElseGet(() -> silencer.create(waiting.wanted(), Silence.Source.API, waiting.requestedBy()));
    }

    public Optional<Waiting> find(UUID id) {
        return store.find(id);
    }

    /** Says no, or takes the request back; false when nothing waits under that id. */
    @Transactional
    public boolean deny(UUID id, String actor, String comment) {
        Optional<Waiting> found = store.lock(id);
        found.ifPresent(waiting -> {
            store.delete(id);
            audit.record(
                    actor,
                    "silence.deny",
                    id.toString(),
                    "succeeded",
                    Map.of(
                            "requestedBy", waiting.requestedBy(),
                            "matchers", waiting.wanted().matchers().toString(),
                            "comment", comment));
        });
        return found.isPresent();
    }
}
