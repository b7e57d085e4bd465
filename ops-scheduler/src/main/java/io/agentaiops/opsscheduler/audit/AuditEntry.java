package io.agentaiops.opsscheduler.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of the ledger.
 *
 * @param seq counted from 1 without gaps
 * @param eventId the event that brought it
 * @param source the service that said it
 * @param at when it happened, to the microsecond
 * @param previousHash hash of the entry before; {@link #GENESIS} for the first
 * @param hash of the canonical JSON of all the others
 */
public record AuditEntry(
        long seq,
        String eventId,
        String source,
        String actor,
        String action,
        String resource,
        String outcome,
        Map<String, String> details,
        Instant at,
        String previousHash,
        String hash) {

    /** What the first entry holds in place of a hash before it. */
    public static final String GENESIS = "0".repeat(64);

    public AuditEntry {
        // Sorted: two readings of one entry are the same text.
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }

    /** The entry with the hash that its content gives. */
    AuditEntry sealed() {
        return new AuditEntry(
                seq, eventId, source, actor, action, resource, outcome, details, at, previousHash, contentHash());
    }

    /** SHA-256 over the canonical JSON of everything but the hash itself. */
    String contentHash() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(canonical().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** JSON with sorted keys, no spaces and one way of writing every text, so that anybody can compute it again. */
    String canonical() {
        Map<String, String> fields = new TreeMap<>();
        fields.put("action", CanonicalJson.text(action));
        fields.put("actor", CanonicalJson.text(actor));
        fields.put("at", CanonicalJson.text(at.toString()));
        fields.put("details", CanonicalJson.object(details));
        fields.put("eventId", CanonicalJson.text(eventId));
        fields.put("outcome", CanonicalJson.text(outcome));
        fields.put("previousHash", CanonicalJson.text(previousHash));
        fields.put("resource", CanonicalJson.text(resource));
        fields.put("seq", Long.toString(seq));
        fields.put("source", CanonicalJson.text(source));
        return CanonicalJson.members(fields);
    }
}
