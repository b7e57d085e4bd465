package io.agentaiops.alertrouter.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a request is Slack's: {@code v0=} and the HMAC-SHA256 over {@code v0:timestamp:body} with the app's signing
 * secret ("Verifying requests from Slack"). Older than five minutes is a recording.
 */
public final class SlackSignature {

    private static final String VERSION = "v0";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final String secret;

    public SlackSignature(String secret) {
        this.secret = secret;
    }

    /** Judges by the headers {@code X-Slack-Request-Timestamp} and {@code X-Slack-Signature}. */
    public boolean matches(String timestamp, String signature, String body, Instant now) {
        if (!timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs();
        return age.compareTo(FRESH) <= 0
                && MessageDigest.isEqual(
                        of(timestamp, body).getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.US_ASCII));
    }

    /** The signature that Slack would send. */
    String of(String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] digest = mac.doFinal((VERSION + ":" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
            return VERSION + "=" + HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "SlackSignature";
    }
}
