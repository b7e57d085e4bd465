package io.agentaiops.opsscheduler.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.opsscheduler.audit.PurgeSeal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Proof that something was removed on purpose.
 *
 * @param id of class and range, and of the index for a day of logs: each is certified once
 * @param from first thing removed: a day's index, or the number of an audit entry
 * @param to the last one
 * @param lastHash of an audit entry: what the ledger's oldest entry follows from now on
 * @param signature over {@link #signedText}, Ed25519 in Base64
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PurgeCertificate(
        String id,
        String dataClass,
        String from,
        String to,
        long count,
        @Nullable Long lastSeq,
        @Nullable String lastHash,
        Instant purgedAt,
        String signature) {

    /** What is signed. */
    String signedText() {
        return PurgeSeal.text(id, dataClass, from, to, count, lastHash, purgedAt);
    }

    PurgeCertificate signedWith(String text) {
        return new PurgeCertificate(id, dataClass, from, to, count, lastSeq, lastHash, purgedAt, text);
    }
}
