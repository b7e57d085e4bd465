package io.agentaiops.agentgateway.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals text with AES-256-GCM. The sealed form is one byte of key version, twelve bytes of nonce, the cipher text and
 * its tag. Each text is bound to a context (the id of its run or session), so that rows cannot be swapped.
 */
@ApplicationScoped
public class ConversationCipher {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<ConversationKeys> source;
    private final SecureRandom random = new SecureRandom();
    private volatile ConversationKeys keys;

    @Inject
    ConversationCipher(ConversationConfig config) {
        this(() -> read(config));
    }

    ConversationCipher(ConversationKeys keys) {
        this(() -> keys);
    }

    ConversationCipher(Supplier<ConversationKeys> source) {
        this.source = source;
        this.keys = source.get();
    }

    /** Reads the key file again. A file that cannot be read leaves the keys as they are and throws. */
    public void refresh() {
        keys = source.get();
    }

    /** The versions of the keys that are there, and the one that encrypts. */
    public KeyVersions versions() {
        ConversationKeys now = keys;
        return new KeyVersions(now.current(), now.byVersion().keySet());
    }

    /** The same text under the newest key; the same bytes when it is under that key already. */
    public byte[] reseal(byte[] sealed, String context) {
        return sealed.length > 0 && sealed[0] == keys.current() ? sealed : seal(open(sealed, context), context);
    }

    /**
     * A keyed hash of the text: tells equal texts without telling what they say. Texts hashed under different keys never
     * compare equal.
     *
     * @param purpose keeps the hashes of one use apart from those of another
     */
    public String fingerprint(String text, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keyOf(keys.current()).getEncoded(), "HmacSHA256"));
            mac.update((purpose + '\0').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Encrypts the text with the newest key. */
    public byte[] seal(String text, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte version = keys.current();
        byte[] sealed = run(
                Cipher.ENCRYPT_MODE, keyOf(version), nonce, context, version, text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                .put(version)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * Decrypts what {@link #seal} made with the same context, under whichever key.
     *
     * @throws UnreadableText when it cannot be decrypted
     */
    public String open(byte[] sealed, String context) {
        if (sealed.length <= 1 + NONCE_BYTES) {
            throw new UnreadableText("sealed text of " + context + " is cut off", null);
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        byte[] body = Arrays.copyOfRange(sealed, 1 + NONCE_BYTES, sealed.length);
        byte[] text = run(Cipher.DECRYPT_MODE, keyOf(sealed[0]), nonce, context, sealed[0], body);
        return new String(text, StandardCharsets.UTF_8);
    }

    private SecretKey keyOf(byte version) {
        SecretKey key = keys.byVersion().get(version);
        if (key == null) {
            // Another replica may have read a newer file: look once more before giving up.
            refresh();
            key = keys.byVersion().get(version);
        }
        if (key == null) {
            throw new UnreadableText("the key file holds no conversation key of version " + version, null);
        }
        return key;
    }

    private static byte[] run(int mode, SecretKey key, byte[] nonce, String context, byte version, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(new byte[] {version});
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new UnreadableText("stored text of " + context + " does not fit its key", e);
        }
    }

    private static ConversationKeys read(ConversationConfig config) {
        String file = config.keyFile()
                .orElseThrow(() -> new IllegalStateException(
                        "AIOPS_CONVERSATION_KEY_FILE is not set: name a file with 32 random bytes in base64"
                                + " (openssl rand -base64 32)"));
        try {
            return ConversationKeys.parse(Files.readAllLines(Path.of(file)));
        } catch (IOException e) {
            throw new IllegalStateException("conversation key file " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("conversation key file " + file + ": " + e.getMessage(), e);
        }
    }
}
