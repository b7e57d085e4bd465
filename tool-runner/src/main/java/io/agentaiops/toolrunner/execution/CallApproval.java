package io.agentaiops.toolrunner.execution;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a person is asked to agree to.
 *
 * @param id of the approval
 * @param plan exactly what would be done
 * @param planHash its {@link #hash}
 * @param expiresAt undecided by then, the call expires
 * @param approvedBy who agreed; null until then
 */
public record CallApproval(
        String id,
        String plan,
        String planHash,
        Instant expiresAt,
        @Nullable String approvedBy) {

    /** SHA-256 of the plan's UTF-8 bytes, in lower-case hexadecimal. */
    public static String hash(String plan) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(plan.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
