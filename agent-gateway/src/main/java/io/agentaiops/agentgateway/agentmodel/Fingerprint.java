package io.agentaiops.agentgateway.agentmodel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Tells conversations apart without keeping them: SHA-256 over whose it is and every word of it, white space aside, which
 * clients do not keep.
 */
final class Fingerprint {

    private Fingerprint() {}

    /** Of all that was said so far. */
    static byte[] of(String principal, List<Conversation.Message> messages) {
        MessageDigest digest = sha256();
        add(digest, principal);
        for (Conversation.Message message : messages) {
            digest.update((byte) (message.user() ? 'u' : 'a'));
            add(digest, message.text().strip().replaceAll("\\s+", " "));
        }
        return digest.digest();
    }

    /** Of the name that a client gives to a conversation. */
    static byte[] named(String principal, String name) {
        MessageDigest digest = sha256();
        add(digest, principal);
        digest.update((byte) 'n');
        add(digest, name);
        return digest.digest();
    }

    /** With its length before it, so that no two lists of texts give the same bytes. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
