package io.agentaiops.opsscheduler.audit;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The end of the chain on one day.
 *
 * @param signature over {@link #signedText}, Ed25519 in Base64
 */
public record AuditHead(LocalDate day, long seq, String hash, Instant signedAt, String signature) {

    /** What is signed. */
    String signedText() {
        return signedText(day, seq, hash);
    }

    static String signedText(LocalDate day, long seq, String hash) {
        return "agent-aiops audit head\n" + day + "\n" + seq + "\n" + hash + "\n";
    }
}
