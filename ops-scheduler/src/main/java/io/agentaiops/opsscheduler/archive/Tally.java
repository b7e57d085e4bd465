package io.agentaiops.opsscheduler.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and digests (SHA-256) what passes. */
public final class Tally extends FilterOutputStream {

    private final MessageDigest digest;
    private long bytes;

    public Tally(OutputStream out) {
        super(out);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        digest.update((byte) b);
        bytes++;
    }

    @Override
    public void write(byte[] content, int offset, int length) throws IOException {
        out.write(content, offset, length);
        digest.update(content, offset, length);
        bytes += length;
    }

    /** How many so far. */
    public long bytes() {
        return bytes;
    }

    /** The digest in hexadecimal; once. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
