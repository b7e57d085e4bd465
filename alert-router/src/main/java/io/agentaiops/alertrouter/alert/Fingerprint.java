package io.agentaiops.alertrouter.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Identifies an alert by its labels: 64-bit FNV-1a over the sorted labels, the same number that Prometheus and
 * Alertmanager compute, as 16 hexadecimal digits.
 *
 * @param value the digits
 */
public record Fingerprint(@JsonValue String value) implements Comparable<Fingerprint> {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final byte SEPARATOR = (byte) 0xff;
    private static final int DIGITS = 16;

    public Fingerprint {
        if (value.length() != DIGITS || !value.chars().allMatch(Fingerprint::isDigit)) {
            throw new IllegalArgumentException("a fingerprint has 16 hexadecimal digits, but this is " + value);
        }
    }

    static Fingerprint of(Labels labels) {
        long hash = OFFSET;
        for (var label : labels.values().entrySet()) {
            hash = add(hash, label.getKey());
            hash = add(hash, label.getValue());
        }
        return new Fingerprint(HexFormat.of().toHexDigits(hash));
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            sum = (sum ^ (b & 0xff)) * PRIME;
        }
        return (sum ^ (SEPARATOR & 0xff)) * PRIME;
    }

    @Override
    public int compareTo(Fingerprint other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
