package io.agentaiops.opsscheduler.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SealedStreamProperties {

    private static final BackupKey KEY = key(1);
    private static final int MOST = 3 * Segments.PLAIN_BYTES;

    @Property(tries = 60)
    void whatWasSealedOpensAgain(@ForAll @IntRange(max = MOST) int length, @ForAll long seed) throws IOException {
        byte[] plain = bytes(length, seed);

        assertThat(open(seal(plain), KEY, "a.copy")).isEqualTo(plain);
    }

    @Property(tries = 20)
    void lengthsAroundSegmentsOpenAgain(
            @ForAll @IntRange(max = 3) int segments, @ForAll @IntRange(min = -1, max = 1) int more) throws IOException {
        byte[] plain = bytes(Math.max(0, segments * Segments.PLAIN_BYTES + more), 7);

        assertThat(open(seal(plain), KEY, "a.copy")).isEqualTo(plain);
    }

    @Property(tries = 200)
    void oneFlippedBitIsFound(@ForAll @IntRange(max = 5000) int length, @ForAll @IntRange(min = 0) int place)
            throws IOException {
        byte[] sealed = seal(bytes(length, 3));
        sealed[place % sealed.length] ^= (byte) (1 << (place % 8));

        assertThatThrownBy(() -> open(sealed, KEY, "a.copy")).isInstanceOf(IOException.class);
    }

    @Property(tries = 100)
    void missingEndIsFound(@ForAll @IntRange(max = MOST) int length, @ForAll @IntRange(min = 1) int cut)
            throws IOException {
        byte[] sealed = seal(bytes(length, 3));
        byte[] shorter = Arrays.copyOf(sealed, sealed.length - 1 - cut % sealed.length);

        assertThatThrownBy(() -> open(shorter, KEY, "a.copy")).isInstanceOf(IOException.class);
    }

    @Property(tries = 3)
    void endAtTheBorderOfASegmentIsFound(@ForAll @IntRange(min = 1, max = 2) int left) throws IOException {
        byte[] sealed = seal(bytes(MOST, 3));
        int header = Segments.MAGIC.length + Segments.SALT_BYTES;
        byte[] shorter = Arrays.copyOf(sealed, header + left * (Segments.PLAIN_BYTES + Segments.TAG_BYTES));

        assertThatThrownBy(() -> open(shorter, KEY, "a.copy")).hasMessageContaining("cut off");
    }

    @Property(tries = 1)
    void anotherKeyAndAnotherNameDoNotOpenIt() throws IOException {
        byte[] sealed = seal(bytes(100, 3));

        assertThatThrownBy(() -> open(sealed, key(2), "a.copy")).hasMessageContaining("another key");
        assertThatThrownBy(() -> open(sealed, KEY, "b.copy")).isInstanceOf(IOException.class);
    }

    private static byte[] seal(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SealingOutput sealing = new SealingOutput(out, KEY, "a.copy")) {
            sealing.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] open(byte[] sealed, BackupKey key, String name) throws IOException {
        try (InputStream in = new OpeningInput(new ByteArrayInputStream(sealed), key, name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static BackupKey key(int of) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) of);
        return new BackupKey(secret);
    }
}
