package io.agentaiops.opsscheduler.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain from its beginning (that of the ledger, or where the last certified purge ended) and names the first
 * entry that does not fit. Signed heads of earlier days must lie on it: a chain that was computed anew from some entry on
 * fits itself, but not them.
 */
@ApplicationScoped
public class AuditVerifier {

    private static final int AT_ONCE = 1000;

    /**
     * What was found.
     *
     * @param intact whether the chain is whole
     * @param entries number of entries that are proven
     * @param head hash of the last of them
     * @param signedHeads how many signed heads lie on it
     * @param brokenAt number of the first entry that is not; null when intact
     * @param reason what is wrong there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Verification(
            boolean intact,
            long entries,
            String head,
            int signedHeads,
            @Nullable Long brokenAt,
            @Nullable String reason) {}

    private final AuditStore store;
    private final AuditHeadStore heads;
    private final @Nullable LedgerSigner signer;

    @Inject
    AuditVerifier(AuditStore store, AuditHeadStore heads, LedgerSigner signer) {
        this(store, heads, signer.able() ? signer : null, true);
    }

    private AuditVerifier(AuditStore store, AuditHeadStore heads, @Nullable LedgerSigner signer, boolean chosen) {
        this.store = store;
        this.heads = heads;
        this.signer = chosen ? signer : null;
    }

    /** Walks the chain of another database, whose default schema holds the ledger; signatures are not checked there. */
    public static Verification verification(Jdbi jdbi, ObjectMapper json) {
        return new AuditVerifier(new AuditStore(jdbi, json), new AuditHeadStore(jdbi), null, false).verify();
    }

    Verification verify() {
        AuditHeadStore.Beginning beginning = heads.beginning();
        Walk walk = new Walk(beginning, heads.all());
        List<AuditEntry> entries = store.after(beginning.seq(), AT_ONCE);
        while (!entries.isEmpty()) {
            for (AuditEntry entry : entries) {
                String fault = walk.fault(entry);
                if (fault != null) {
                    return walk.broken(fault);
                }
            }
            entries = store.after(walk.at, AT_ONCE);
        }
        return walk.end();
    }

    /** One way along the chain. */
    private final class Walk {
        private final long from;
        private final List<AuditHead> signed;
        private long at;
        private String hash;
        private int passed;

        Walk(AuditHeadStore.Beginning beginning, List<AuditHead> signed) {
            this.from = beginning.seq();
            this.at = beginning.seq();
            this.hash = beginning.hash();
            this.signed = signed.stream().filter(head -> head.seq() > from).toList();
        }

        @Nullable
        String fault(AuditEntry entry) {
            if (entry.seq() != at + 1) {
                return "entry " + (at + 1) + " is missing";
            }
            if (!entry.previousHash().equals(hash)) {
                return "the entry does not follow the one before it";
            }
            if (!entry.contentHash().equals(entry.hash())) {
                return "the entry was changed after it was written";
            }
            while (passed < signed.size() && signed.get(passed).seq() == entry.seq()) {
                AuditHead head = signed.get(passed);
                if (!head.hash().equals(entry.hash())) {
                    return "the entry is another one than was signed on " + head.day();
                }
                if (signer != null && !signer.signed(head.signedText(), head.signature())) {
                    return "the head of " + head.day() + " does not carry our signature";
                }
                passed++;
            }
            at = entry.seq();
            hash = entry.hash();
            return null;
        }

        Verification broken(String reason) {
            return new Verification(false, at - from, hash, passed, at + 1, reason);
        }

        Verification end() {
            if (passed < signed.size()) {
                AuditHead head = signed.get(passed);
                return broken("the ledger ends here, but " + head.seq() + " entries were signed on " + head.day());
            }
            return new Verification(true, at - from, hash, passed, null, null);
        }
    }
}
