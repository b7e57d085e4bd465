package io.agentaiops.agentgateway.privacy;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.hold.ActivityHold;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Removes what is stored about somebody: everywhere in one commit, together with the word of it. */
@ApplicationScoped
class Erasure {

    private final Instance<PersonalData> data;
    private final ErasureAnnouncements announcements;
    private final ActivityHold hold;
    private final Audit audit;
    private final Clock clock;

    Erasure(
            Instance<PersonalData> data,
            ErasureAnnouncements announcements,
            ActivityHold hold,
            Audit audit,
            Clock clock) {
        this.data = data;
        this.announcements = announcements;
        this.hold = hold;
        this.audit = audit;
        this.clock = clock;
    }

    /** Rows removed or cleared, by feature; refused while a legal hold stands. */
    @Transactional
    Map<String, Long> erase(String principal, String actor) {
        hold.refuse();
        Instant now = clock.instant();
        Map<String, Long> erased = new TreeMap<>();
        data.forEach(part -> erased.put(part.name(), part.erase(principal)));
        announcements.erased(principal, now);
        Map<String, String> details = new TreeMap<>();
        erased.forEach((name, rows) -> details.put(name, rows.toString()));
        audit.record(actor, "user.erase", principal, "succeeded", details);
        return erased;
    }
}
