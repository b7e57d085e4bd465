package io.agentaiops.eventbus.redaction;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for personal data where support must see that two lines speak of the same person. The same value has the
 * same pseudonym under one key, and whoever holds the key can turn it back: deterministic authenticated encryption in
 * SIV mode (P. Rogaway, T. Shrimpton, <i>Deterministic Authenticated-Encryption</i>, 2006; the scheme behind RFC 5297),
 * here with HMAC-SHA256 as the pseudorandom function and AES in counter mode. Written {@code [email:p…]} with letters
 * and digits only, so that no rule finds anything in it.
 */
public final class Pseudonyms {

    private static final Set<String> PERSONAL = Set.of("email", "phone", "address", "iban", "national-id");
    private static final Pattern FORM = Pattern.compile("\\[?([a-z-]{4,11}):p([a-z2-7]{20,600})]?");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int IV = 16;

    private final SecretKeySpec tagKey;
    private final SecretKeySpec cipherKey;

    /**
     * Takes the key.
     *
     * @param key 32 random bytes
     */
    public Pseudonyms(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("the key of pseudonyms has " + key.length + " bytes, not 32");
        }
        SecretKeySpec whole = new SecretKeySpec(key, "HmacSHA256");
        tagKey = new SecretKeySpec(hmac(whole, "pseudonym tag"), "HmacSHA256");
        cipherKey = new SecretKeySpec(Arrays.copyOf(hmac(whole, "pseudonym cipher"), 32), "AES");
    }

    /** What stands in the text for a finding: a pseudonym for personal data, the bare type for a secret. */
    public String standIn(String type, String value) {
        return PERSONAL.contains(type) ? '[' + type + ":p" + seal(type, plain(type, value)) + ']' : '[' + type + ']';
    }

    /** The value behind a pseudonym, in the plain form in which values are compared; empty if the key did not make it. */
    public Optional<String> reveal(String pseudonym) {
        var form = FORM.matcher(pseudonym.strip());
        return form.matches() && PERSONAL.contains(form.group(1))
                ? open(form.group(1), form.group(2))
                : Optional.empty();
    }

    /** One spelling for one value, so that {@code Ada@Example.org} and {@code ada@example.org} are one person. */
    private static String plain(String type, String value) {
        return switch (type) {
            case "email" -> value.toLowerCase(Locale.ROOT);
            case "phone" -> value.replaceAll("\\(0\\)|[^+\\d]", "");
            case "iban", "national-id" -> value.replaceAll("[ .-]", "");
            default -> value;
        };
    }

    private String seal(String type, String value) {
        byte[] tag = Arrays.copyOf(hmac(tagKey, type + '\0' + value), IV);
        byte[] sealed = counter(Cipher.ENCRYPT_MODE, tag, value.getBytes(StandardCharsets.UTF_8));
        byte[] all = Arrays.copyOf(tag, IV + sealed.length);
        System.arraycopy(sealed, 0, all, IV, sealed.length);
        return letters(all);
    }

    private Optional<String> open(String type, String letters) {
        byte[] all = bytes(letters);
        if (all.length <= IV) {
            return Optional.empty();
        }
        byte[] tag = Arrays.copyOf(all, IV);
        byte[] plain = counter(Cipher.DECRYPT_MODE, tag, Arrays.copyOfRange(all, IV, all.length));
        String value = new String(plain, StandardCharsets.UTF_8);
        byte[] expected = Arrays.copyOf(hmac(tagKey, type + '\0' + value), IV);
        return MessageDigest.isEqual(tag, expected) ? Optional.of(value) : Optional.empty();
    }

    private byte[] counter(int mode, byte[] tag, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, cipherKey, new IvParameterSpec(tag));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES in counter mode", e);
        }
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HmacSHA256", e);
        }
    }

    /** Base 32 of RFC 4648 in small letters, without padding. */
    private static String letters(byte[] bytes) {
        StringBuilder letters = new StringBuilder(bytes.length * 8 / 5 + 1);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                letters.append(ALPHABET.charAt((buffer >> bits) & 31));
            }
        }
        return bits == 0
                ? letters.toString()
                : letters.append(ALPHABET.charAt((buffer << (5 - bits)) & 31)).toString();
    }

    private static byte[] bytes(String letters) {
        byte[] bytes = new byte[letters.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int next = 0;
        for (int i = 0; i < letters.length(); i++) {
            buffer = (buffer << 5) | ALPHABET.indexOf(letters.charAt(i));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[next++] = (byte) (buffer >> bits);
            }
        }
        return bytes;
    }
}
