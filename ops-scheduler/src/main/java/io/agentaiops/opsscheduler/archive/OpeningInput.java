package io.agentaiops.opsscheduler.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Reads what {@link SealingOutput} wrote. No byte is given out before its segment was found to be genuine. */
final class OpeningInput extends InputStream {

    private final PushbackInputStream in;
    private final Segments segments;
    private final String name;
    private final byte[] sealed = new byte[Segments.PLAIN_BYTES + Segments.TAG_BYTES];
    private byte[] plain = new byte[0];
    private int at;
    private boolean ended;

    OpeningInput(InputStream in, BackupKey key, String name) throws IOException {
        this.in = new PushbackInputStream(in, 1);
        this.name = name;
        byte[] magic = in.readNBytes(Segments.MAGIC.length);
        byte[] salt = in.readNBytes(Segments.SALT_BYTES);
        if (!Arrays.equals(magic, Segments.MAGIC) || salt.length < Segments.SALT_BYTES) {
            throw new IOException(name + " is not a part of a backup, or its beginning was changed");
        }
        this.segments = new Segments(key, salt, name);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (at == plain.length) {
            if (ended) {
                return -1;
            }
            segment();
        }
        int given = Math.min(length, plain.length - at);
        System.arraycopy(plain, at, bytes, offset, given);
        at += given;
        return given;
    }

    private void segment() throws IOException {
        int length = in.readNBytes(sealed, 0, sealed.length);
        int next = in.read();
        boolean last = next < 0;
        if (!last) {
            in.unread(next);
        }
        if (length < Segments.TAG_BYTES) {
            throw new IOException(name + " is cut off after segment " + segments.count());
        }
        try {
            plain = segments.open(sealed, length, last);
            at = 0;
            ended = last;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "segment " + segments.count() + " of " + name
                            + " was changed or cut off, or sealed with another key",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
