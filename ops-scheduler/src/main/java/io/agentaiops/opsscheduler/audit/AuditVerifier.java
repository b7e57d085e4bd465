package io.agentaiops.opsscheduler.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks the chain from its beginning and names the first entry that does not fit. */
@ApplicationScoped
class AuditVerifier {

    private static final int AT_ONCE = 1000;

    /**
     * What was found.
     *
     * @param intact whether the chain is whole
     * @param entries number of entries that are proven
     * @param head hash of the last of them
     * @param brokenAt number of the first entry that is not; null when intact
     * @param reason what is wrong there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Verification(
            boolean intact,
            long entries,
            String head,
            @Nullable Long brokenAt,
            @Nullable String reason) {}

    private final AuditStore store;

    AuditVerifier(AuditStore store) {
        this.store = store;
    }

    Verification verify() {
        long proven = 0;
        String head = AuditEntry.GENESIS;
        List<AuditEntry> entries = store.after(proven, AT_ONCE);
        while (!entries.isEmpty()) {
            for (AuditEntry entry : entries) {
                String fault = fault(entry, proven + 1, head);
                if (fault != null) {
                    return new Verification(false, proven, head, proven + 1, fault);
                }
                proven = entry.seq();
                head = entry.hash();
            }
            entries = store.after(proven, AT_ONCE);
        }
        return new Verification(true, proven, head, null, null);
    }

    private static @Nullable String fault(AuditEntry entry, long expected, String head) {
        if (entry.seq() != expected) {
            return "entry " + expected + " is missing";
        }
        if (!entry.previousHash().equals(head)) {
            return "the entry does not follow the one before it";
        }
        return entry.contentHash().equals(entry.hash()) ? null : "the entry was changed after it was written";
    }
}
