package io.agentaiops.opsscheduler.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The master key of the backups: 32 bytes, never inside an archive. Every use has a key of its own, derived by
 * HMAC-SHA256.
 */
public final class BackupKey {

    private static final int BYTES = 32;
    private static final int ID_BYTES = 8;
    private static final String HMAC = "HmacSHA256";

    private final byte[] secret;

    BackupKey(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a backup key has " + BYTES + " bytes and not " + secret.length);
        }
        this.secret = secret.clone();
    }

    /**
     * Reads 32 bytes in Base64.
     *
     * @throws IOException when there is no such file, or it holds something else
     */
    public static BackupKey read(Path file) throws IOException {
        try {
            return new BackupKey(
                    Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " does not hold a backup key (32 bytes in Base64)", e);
        }
    }

    /** Names the key without telling it, so that an archive can say which key it needs. */
    public String id() {
        return HexFormat.of().formatHex(Arrays.copyOf(derive("id", new byte[0]), ID_BYTES));
    }

    /** The key of one part. */
    SecretKey forPart(byte[] salt) {
        return new SecretKeySpec(derive("part", salt), "AES");
    }

    /** HMAC-SHA256 of a manifest, in hexadecimal. */
    String sign(byte[] content) {
        return HexFormat.of().formatHex(hmac(derive("manifest", new byte[0]), content));
    }

    private byte[] derive(String purpose, byte[] salt) {
        byte[] label = ("aiops-backup-" + purpose + '\0').getBytes(StandardCharsets.UTF_8);
        byte[] input = Arrays.copyOf(label, label.length + salt.length);
        System.arraycopy(salt, 0, input, label.length, salt.length);
        return hmac(secret, input);
    }

    private static byte[] hmac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "BackupKey[" + id() + "]";
    }
}
