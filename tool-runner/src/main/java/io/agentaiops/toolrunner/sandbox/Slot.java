package io.agentaiops.toolrunner.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/**
 * A shell of a fixed text, outside of all sandboxes and without rights, that makes one sandbox after the other. Each
 * waits for a command, serves it, and is gone with all its processes; then the shell prints the slot's mark, a secret
 * that no command ever sees, and the exit code. So starting the next costs neither a new process of the JVM nor a change
 * of account.
 */
final class Slot {

    /** The filter is opened anew for each sandbox, which reads it to its end. 125: there was nothing to serve any more. */
    static final List<String> LOOP = List.of("/bin/sh", "-c", """
        IFS= read -r mark || exit 125
        code=0
        while [ "$code" -ne 125 ]; do
          "$@" 2>&1 9< /proc/self/fd/8 8<&-
          code=$?
          printf '%s %s\\n' "$mark" "$code"
        done
        """, "slot");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MARK_BYTES = 24;
    private static final int CODE_LENGTH = 5;

    private final Process process;
    private final byte[] mark;
    private boolean sound = true;

    private Slot(Process process, byte[] mark) {
        this.process = process;
        this.mark = mark;
    }

    static Slot open(Process process) throws IOException {
        byte[] random = new byte[MARK_BYTES];
        RANDOM.nextBytes(random);
        byte[] mark = HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
        Slot slot = new Slot(process, mark);
        slot.write(mark);
        slot.write(new byte[] {'\n'});
        return slot;
    }

    Process process() {
        return process;
    }

    void write(byte[] lines) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(lines);
        input.flush();
    }

    /** Whether it can serve a further command: the last one came to its end, and nothing came after the mark. */
    boolean isSound() {
        return sound && process.isAlive();
    }

    /** Reads what a command prints, up to the mark; its exit code, empty when the slot ended before. */
    OptionalInt drain(OutputCapture output) {
        sound = false;
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        InputStream in = process.getInputStream();
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                held.write(buffer, 0, n);
                byte[] bytes = held.toByteArray();
                int at = markIn(bytes);
                if (at >= 0 && bytes.length > at + mark.length && bytes[bytes.length - 1] == '\n') {
                    output.add(Arrays.copyOf(bytes, at));
                    return code(bytes, at + mark.length);
                }
                int passed = at >= 0 ? at : bytes.length - beginningOfMark(bytes);
                output.add(Arrays.copyOf(bytes, passed));
                held.reset();
                held.write(bytes, passed, bytes.length - passed);
            }
        } catch (IOException e) {
            // The slot was killed; what was read so far is what there is.
        }
        output.add(held.toByteArray());
        return OptionalInt.empty();
    }

    private OptionalInt code(byte[] bytes, int from) {
        String rest = new String(bytes, from, bytes.length - from, StandardCharsets.US_ASCII);
        if (rest.length() > CODE_LENGTH || !rest.matches(" [0-9]{1,3}\n")) {
            return OptionalInt.empty();
        }
        sound = true;
        return OptionalInt.of(Integer.parseInt(rest.strip()));
    }

    private int markIn(byte[] bytes) {
        for (int i = 0; i + mark.length <= bytes.length; i++) {
            if (bytes[i] == mark[0] && Arrays.equals(bytes, i, i + mark.length, mark, 0, mark.length)) {
                return i;
            }
        }
        return -1;
    }

    /** How many bytes at the end could be the beginning of the mark. */
    private int beginningOfMark(byte[] bytes) {
        for (int length = Math.min(mark.length - 1, bytes.length); length > 0; length--) {
            if (Arrays.equals(bytes, bytes.length - length, bytes.length, mark, 0, length)) {
                return length;
            }
        }
        return 0;
    }
}
