package io.agentaiops.opsscheduler.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be said of the ledger, for those who must be sure of it. */
@ApplicationScoped
public class LedgerStanding {

    private final AuditVerifier verifier;
    private final AuditStore store;
    private final AuditHeadStore heads;

    LedgerStanding(AuditVerifier verifier, AuditStore store, AuditHeadStore heads) {
        this.verifier = verifier;
        this.store = store;
        this.heads = heads;
    }

    /** Walks the whole chain. */
    public AuditVerifier.Verification verify() {
        return verifier.verify();
    }

    /** The signed heads in the order of the chain. */
    public List<AuditHead> heads() {
        return heads.all();
    }

    /** When the oldest entry happened, if there is one. */
    public Optional<Instant> oldest() {
        return store.after(heads.beginnings().getFirst().seq(), 1).stream()
                .map(AuditEntry::at)
                .findFirst();
    }
}
