package io.agentaiops.agentgateway.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is stored in place of a key.
 *
 * @param lookup 64 bits of a SHA-256 fingerprint: finds the row, proves nothing
 * @param salt of the hash
 * @param hash PBKDF2-HMAC-SHA256 of the key: proves it
 * @param iterations of the hash
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed on
record KeyHash(String lookup, byte[] salt, byte[] hash, int iterations) {

    private static final int ITERATIONS = 120_000;
    private static final int HASH_BITS = 256;
    private static final int RANDOM_BYTES = 32;
    private static final String PREFIX = "aiops_";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new key of 256 random bits. */
    static String newKey() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** How the key begins: enough to tell it from others, 30 of its 256 random bits. */
    static String prefixOf(String key) {
        return key.startsWith(PREFIX) ? key.substring(0, Math.min(key.length(), PREFIX.length() + 5)) : "";
    }

    static KeyHash of(String key) {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return new KeyHash(lookupOf(key), salt, derive(key, salt, ITERATIONS), ITERATIONS);
    }

    static String lookupOf(String key) {
        return HexFormat.of().formatHex(digest("aiops-key-lookup:" + key), 0, 8);
    }

    /** Names a key in the memory of a process, without being the key. */
    static String fingerprint(String key) {
        return HexFormat.of().formatHex(digest("aiops-key-fingerprint:" + key));
    }

    boolean proves(String key) {
        return MessageDigest.isEqual(hash, derive(key, salt, iterations));
    }

    /** Whether both were made of one key at one time. */
    boolean isSameAs(KeyHash other) {
        return iterations == other.iterations
                && MessageDigest.isEqual(hash, other.hash)
                && MessageDigest.isEqual(salt, other.salt);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] derive(String key, byte[] salt, int iterations) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(key.toCharArray(), salt, iterations, HASH_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "KeyHash[" + lookup + "]";
    }
}
