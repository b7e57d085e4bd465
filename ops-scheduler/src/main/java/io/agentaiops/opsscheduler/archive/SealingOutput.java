package io.agentaiops.opsscheduler.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/** Seals what is written; see {@link Segments} for the form. Only {@link #close} makes it whole. */
final class SealingOutput extends OutputStream {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final OutputStream out;
    private final Segments segments;
    private final byte[] buffer = new byte[Segments.PLAIN_BYTES];
    private int filled;
    private boolean closed;

    SealingOutput(OutputStream out, BackupKey key, String name) throws IOException {
        byte[] salt = new byte[Segments.SALT_BYTES];
        RANDOM.nextBytes(salt);
        this.out = out;
        this.segments = new Segments(key, salt, name);
        out.write(Segments.MAGIC);
        out.write(salt);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (filled == buffer.length) {
                segment(false);
            }
            int taken = Math.min(left, buffer.length - filled);
            System.arraycopy(bytes, at, buffer, filled, taken);
            filled += taken;
            at += taken;
            left -= taken;
        }
    }

    private void segment(boolean last) throws IOException {
        try {
            out.write(segments.seal(buffer, filled, last));
            filled = 0;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot encrypt", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            segment(true);
            out.close();
        }
    }
}
