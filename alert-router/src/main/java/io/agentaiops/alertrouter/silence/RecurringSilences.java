package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.alert.LastingAlertStore;
import io.agentaiops.eventbus.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Sets silences that come again, and lets each occurrence become a silence when its time has come. One that covers too much
 * by then waits for a second person instead, as any other would.
 */
@ApplicationScoped
public class RecurringSilences {

    private final RecurringSilenceStore store;
    private final Silencer silencer;
    private final SilenceRequests requests;
    private final LastingAlertStore alerts;
    private final Audit audit;
    private final Clock clock;

    RecurringSilences(
            RecurringSilenceStore store,
            Silencer silencer,
            SilenceRequests requests,
            LastingAlertStore alerts,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.silencer = silencer;
        this.requests = requests;
        this.alerts = alerts;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(dontRollbackOn = IllegalArgumentException.class)
    public void add(RecurringSilence silence, String actor) {
        Instant next = silence.time().nextAfter(clock.instant());
        silencer.check(silence.occurrence(next));
        store.add(silence);
        audit.record(
                actor,
                "silence.recur",
                silence.id().toString(),
                "succeeded",
                Map.of("matchers", silence.matchers().toString(), "next", next.toString()));
    }

    public List<RecurringSilence> all() {
        return store.all();
    }

    /** No further occurrence begins; one that holds goes on. False when there is no such. */
    @Transactional
    public boolean delete(UUID id, String actor) {
        boolean deleted = store.delete(id);
        if (deleted) {
            audit.record(actor, "silence.recur-no-more", id.toString(), "succeeded", Map.of());
        }
        return deleted;
    }

    private void begin(RecurringSilence silence, UUID id, Instant due, Instant now) {
        Optional<String> broad = requests.breadth(silence.matchers(), Reach.of(silence.matchers(), alerts, now));
        if (broad.isPresent()) {
            requests.add(silence.occurrence(due), null, broad.get(), silence.createdBy());
        } else {
            silencer.create(id, silence.occurrence(due), Silence.Source.API, silence.createdBy());
        }
    }

    /** Sets the silences whose time it is; each once, on whichever replica comes first. */
    @Transactional
    void setDue() {
        Instant now = clock.instant();
        for (RecurringSilence silence : store.all()) {
            Instant due = silence.time().lastBefore(now);
            boolean holds = due.plus(silence.lasts()).isAfter(now) && !due.isBefore(silence.createdAt());
            if (holds) {
                UUID id = UUID.nameUUIDFromBytes(
                        (silence.id() + "/" + due).getBytes(java.nio.charset.StandardCharsets.UTF_8));
                if (store.claim(silence.id(), due, id)) {
                    begin(silence, id, due, now);
                }
            }
        }
    }
}
