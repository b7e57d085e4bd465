package io.agentaiops.opsscheduler.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain from its beginning (that of the ledger, or where the last certified purge ended) and names the first
 * entry that does not fit. Signed heads of earlier days must lie on it, those in the database and those that were
 * published as files: a chain that was computed anew from some entry on fits itself, but not them. Where a purge ended
 * only a certificate says that carries our signature.
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
     * @param setAside how many published heads the ledger cannot have, because it was restored
     * @param brokenAt number of the first entry that is not; null when intact
     * @param reason what is wrong there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Verification(
            boolean intact,
            long entries,
            String head,
            int signedHeads,
            int setAside,
            @Nullable Long brokenAt,
            @Nullable String reason) {}

    private final AuditStore store;
    private final AuditHeadStore heads;
    private final PublishedHeads published;
    private final @Nullable LedgerSigner signer;

    @Inject
    AuditVerifier(AuditStore store, AuditHeadStore heads, PublishedHeads published, LedgerSigner signer) {
        this(store, heads, published, signer.able() ? signer : null, true);
    }

    private AuditVerifier(
            AuditStore store,
            AuditHeadStore heads,
            PublishedHeads published,
            @Nullable LedgerSigner signer,
            boolean chosen) {
        this.store = store;
        this.heads = heads;
        this.published = published;
        this.signer = chosen ? signer : null;
    }

    /**
     * Walks the chain of another database, whose default schema holds the ledger; signatures and published heads are
     * not checked there.
     */
    public static Verification verification(Jdbi jdbi, ObjectMapper json) {
        return new AuditVerifier(
                        new AuditStore(jdbi, json),
                        new AuditHeadStore(jdbi),
                        new PublishedHeads(Optional.empty()),
                        null,
                        false)
                .verify();
    }

    Verification verify() {
        List<AuditHeadStore.Beginning> beginnings = heads.beginnings();
        AuditHeadStore.Beginning beginning =
                beginnings.stream().filter(this::isGenuine).findFirst().orElseThrow();
        Set<String> aside = signer == null ? Set.of() : published.setAside(signer);
        Walk walk = new Walk(beginning, heads(aside), aside.size());
        if (!beginning.equals(beginnings.getFirst())) {
            return walk.broken("the certificate " + beginnings.getFirst().certificate()
                    + " of a purge does not carry our signature");
        }
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

    private boolean isGenuine(AuditHeadStore.Beginning beginning) {
        return signer == null
                || beginning.certificate().isEmpty()
                || signer.signed(beginning.signedText(), beginning.signature());
    }

    /** Those of the database and the published ones, each once, in the order of the chain. */
    private List<AuditHead> heads(Set<String> aside) {
        Map<String, AuditHead> all = new LinkedHashMap<>();
        heads.all().forEach(head -> all.put(head.signedText() + head.signature(), head));
        published.heads().stream()
                .filter(head -> !aside.contains(PublishedHeads.line(head)))
                .forEach(head -> all.putIfAbsent(head.signedText() + head.signature(), head));
        return all.values().stream()
                .sorted(Comparator.comparingLong(AuditHead::seq).thenComparing(AuditHead::day))
                .toList();
    }

    /** One way along the chain. */
    private final class Walk {
        private final long from;
        private final List<AuditHead> signed;
        private final int setAside;
        private long at;
        private String hash;
        private int passed;

        Walk(AuditHeadStore.Beginning beginning, List<AuditHead> signed, int setAside) {
            this.setAside = setAside;
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
            return new Verification(false, at - from, hash, passed, setAside, at + 1, reason);
        }

        Verification end() {
            if (passed < signed.size()) {
                AuditHead head = signed.get(passed);
                return broken("the ledger ends here, but " + head.seq() + " entries were signed on " + head.day());
            }
            return new Verification(true, at - from, hash, passed, setAside, null, null);
        }
    }
}
