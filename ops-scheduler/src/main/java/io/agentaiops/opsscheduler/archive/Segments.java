package io.agentaiops.opsscheduler.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM over a stream, segment by segment, as in STREAM (Hoang, Reyhanitabar, Rogaway, Vizar: Online
 * authenticated-encryption and its nonce-reuse misuse-resistance, 2015): the nonce counts the segments and marks the
 * last one, so that a segment that is changed, left out, repeated, moved or cut off is found. The key is of this stream
 * alone, so the counter never repeats under it. The name of the part is bound to each segment: parts can't be swapped.
 */
final class Segments {

    static final byte[] MAGIC = {'A', 'A', 'B', '1'};
    static final int SALT_BYTES = 32;

    /** Plain bytes of every segment but the last, which may have fewer. */
    static final int PLAIN_BYTES = 256 * 1024;

    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;

    private final SecretKey key;
    private final byte[] bound;
    private long count;

    Segments(BackupKey key, byte[] salt, String name) {
        this.key = key.forPart(salt);
        this.bound = name.getBytes(StandardCharsets.UTF_8);
    }

    /** Number of segments so far. */
    long count() {
        return count;
    }

    byte[] seal(byte[] plain, int length, boolean last) throws GeneralSecurityException {
        return run(Cipher.ENCRYPT_MODE, plain, length, last);
    }

    byte[] open(byte[] sealed, int length, boolean last) throws GeneralSecurityException {
        return run(Cipher.DECRYPT_MODE, sealed, length, last);
    }

    private byte[] run(int mode, byte[] input, int length, boolean last) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                .putLong(count++)
                .put(NONCE_BYTES - 1, (byte) (last ? 1 : 0))
                .array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(bound);
        return cipher.doFinal(input, 0, length);
    }
}
