package io.agentaiops.toolrunner.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What was printed since somebody last asked, in whole lines, so that a secret in a line is redacted in one piece. Of
 * more than {@link #LIMIT} bytes the newest are kept: this is for looking on, the result is taken elsewhere. Not
 * thread-safe.
 */
final class FreshOutput {

    static final int LIMIT = 8192;

    private final byte[] bytes = new byte[LIMIT];
    private int length;
    private boolean cut;

    void add(byte[] from, int count) {
        int taken = Math.min(count, LIMIT);
        int overflow = length + taken - LIMIT;
        if (overflow > 0) {
            System.arraycopy(bytes, overflow, bytes, 0, length - overflow);
            length -= overflow;
        }
        cut |= overflow > 0 || taken < count;
        System.arraycopy(from, count - taken, bytes, length, taken);
        length += taken;
    }

    /** Takes the whole lines; a line that fills everything is taken as it is. */
    String take() {
        int end = length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        end = end == 0 && length > LIMIT / 2 ? length : end;
        int start = cut ? nextLine(end) : 0;
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        byte[] rest = Arrays.copyOfRange(bytes, end, length);
        System.arraycopy(rest, 0, bytes, 0, rest.length);
        length = rest.length;
        cut &= end == 0;
        return text;
    }

    /** The rest of a line whose beginning is gone could be the half of a secret. */
    private int nextLine(int end) {
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return end;
    }
}
