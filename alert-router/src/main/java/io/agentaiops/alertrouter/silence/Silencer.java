package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.silence.Silence.Phase;
import io.agentaiops.alertrouter.silence.Silence.Source;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sets and ends silences, and says which of them hold. */
@ApplicationScoped
public class Silencer {

    /** How long an expired silence is still listed, as in Alertmanager. */
    private static final Duration KEPT = Duration.ofDays(5);

    private static final Comparator<Silence> PENDING_FIRST_TO_START = Comparator.comparing(Silence::startsAt);
    private static final Comparator<Silence> FIRST_TO_END = Comparator.comparing(Silence::endsAt);

    private final SilenceStore store;
    private final Event<SilencesChanged> changes;
    private final Audit audit;
    private final Clock clock;

    Silencer(SilenceStore store, Event<SilencesChanged> changes, Audit audit, Clock clock) {
        this.store = store;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /** The silences that hold now. */
    public List<Silence> active() {
        Instant now = clock.instant();
        return store.endingAfter(now).stream()
                .filter(silence -> silence.phaseAt(now) == Phase.ACTIVE)
                .toList();
    }

    /** The ids of those of the silences that cover the labels. */
    public static List<UUID> covering(List<Silence> active, Labels labels) {
        return active.stream()
                .filter(silence -> silence.matchers().matches(labels))
                .map(Silence::id)
                .toList();
    }

    /** Active by end, then pending by start, then expired by end backwards: the order of Alertmanager. */
    public List<Silence> all() {
        Instant now = clock.instant();
        List<Silence> all = new ArrayList<>(store.endingAfter(now.minus(KEPT)));
        all.sort(Comparator.comparingInt((Silence silence) -> order(silence.phaseAt(now)))
                .thenComparing((a, b) -> switch (a.phaseAt(now)) {
                    case ACTIVE -> FIRST_TO_END.compare(a, b);
                    case PENDING -> PENDING_FIRST_TO_START.compare(a, b);
                    case EXPIRED -> FIRST_TO_END.compare(b, a);
                }));
        return all;
    }

    private static int order(Phase phase) {
        return switch (phase) {
            case ACTIVE -> 0;
            case PENDING -> 1;
            case EXPIRED -> 2;
        };
    }

    public Optional<Silence> find(UUID id) {
        return store.find(id);
    }

    /** Throws {@link IllegalArgumentException} with what is wrong with the request, if anything is. */
    public void check(SilenceRequest wanted) {
        Silence unused = silence(UUID.fromString(Ids.next()), wanted, Source.API, "");
    }

    /** A new silence, from now on when {@code startsAt} has passed. */
    @Transactional(dontRollbackOn = IllegalArgumentException.class)
    public UUID create(SilenceRequest wanted, Source source, String actor) {
        return create(UUID.fromString(Ids.next()), wanted, source, actor);
    }

    /** As above, under an id that the caller chose. */
    @Transactional(dontRollbackOn = IllegalArgumentException.class)
    UUID create(UUID id, SilenceRequest wanted, Source source, String actor) {
        return set(silence(id, wanted, source, actor), actor);
    }

    /** Changes a silence where Alertmanager would; else ends it and sets another. Empty when the id is unknown. */
    @Transactional(dontRollbackOn = IllegalArgumentException.class)
    public Optional<UUID> replace(UUID id, SilenceRequest wanted, String actor) {
        return store.lock(id).map(old -> {
            Instant now = clock.instant();
            Silence changed = silence(id, wanted, old.source(), actor);
            if (old.canBecome(wanted.startsAt().isBefore(now) ? withStart(changed, wanted.startsAt()) : changed, now)) {
                boolean runs = old.phaseAt(now) == Phase.ACTIVE;
                return set(runs ? withStart(changed, old.startsAt()) : changed, actor);
            }
            if (old.phaseAt(now) != Phase.EXPIRED) {
                end(old, now, actor);
            }
            return set(silence(UUID.fromString(Ids.next()), wanted, old.source(), actor), actor);
        });
    }

    private static Silence withStart(Silence silence, Instant start) {
        return new Silence(
                silence.id(),
                silence.matchers(),
                start,
                silence.endsAt(),
                silence.createdBy(),
                silence.setBy(),
                silence.comment(),
                silence.source(),
                silence.updatedAt());
    }

    /** Ends a silence now; false when the id is unknown. */
    @Transactional(dontRollbackOn = IllegalArgumentException.class)
    public boolean expire(UUID id, String actor) {
        Instant now = clock.instant();
        Optional<Silence> found = store.lock(id);
        found.filter(silence -> silence.phaseAt(now) != Phase.EXPIRED).ifPresent(silence -> end(silence, now, actor));
        return found.isPresent();
    }

    /** Ends every silence that came about in that way; returns how many. */
    @Transactional(dontRollbackOn = IllegalArgumentException.class)
    public int expireAll(Source source, String actor) {
        Instant now = clock.instant();
        List<Silence> ended = store.endingAfter(now).stream()
                .filter(silence -> silence.source() == source)
                .toList();
        ended.forEach(silence -> end(silence, now, actor));
        return ended.size();
    }

    private Silence silence(UUID id, SilenceRequest wanted, Source source, String actor) {
        Instant now = clock.instant();
        if (!wanted.endsAt().isAfter(now)) {
            throw new IllegalArgumentException("end time can't be in the past");
        }
        Instant start = wanted.startsAt().isBefore(now) ? now : wanted.startsAt();
        return new Silence(
                id,
                wanted.matchers(),
                start,
                wanted.endsAt(),
                wanted.createdBy(),
                actor,
                wanted.comment(),
                source,
                now);
    }

    private UUID set(Silence silence, String actor) {
        store.save(silence);
        changes.fire(new SilencesChanged());
        audit.record(
                actor,
                "silence.set",
                silence.id().toString(),
                "succeeded",
                Map.of(
                        "matchers",
                        silence.matchers().toString(),
                        "until",
                        silence.endsAt().toString(),
                        "comment",
                        silence.comment()));
        return silence.id();
    }

    private void end(Silence silence, Instant now, String actor) {
        store.save(silence.expired(now));
        changes.fire(new SilencesChanged());
        audit.record(actor, "silence.expire", silence.id().toString(), "succeeded", Map.of());
    }
}
