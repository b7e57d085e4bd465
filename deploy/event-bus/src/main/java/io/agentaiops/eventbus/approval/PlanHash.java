package io.agentaiops.eventbus.approval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names exactly what would be done. */
public final class PlanHash {

    private PlanHash() {}

    /** SHA-256 of the plan's UTF-8 bytes, in lower-case hexadecimal. */
    public static String of(String plan) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(plan.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
