package io.agentaiops.opsscheduler.offsite;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;

/** A piece of a file, read anew for every try and never held in memory. */
record FileRange(Path file, long from, long length) {

    RequestBody body() {
        return RequestBody.fromContentProvider(
                () -> {
                    try {
                        return open();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                length,
                "application/octet-stream");
    }

    /** The piece's MD5 in Base64: by it the server refuses what was changed on its way. */
    @SuppressWarnings("UnsafeHashing") // S3's protocol names it; against forgery there is the manifest's HMAC
    String md5() throws IOException {
        try (InputStream in = open()) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private InputStream open() throws IOException {
        FileChannel channel = FileChannel.open(file);
        channel.position(from);
        return new Limited(Channels.newInputStream(channel), length);
    }

    /** Ends after so many bytes. */
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = super.read();
            left -= read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) throws IOException {
            if (left <= 0) {
                return wanted == 0 ? 0 : -1;
            }
            int read = super.read(buffer, offset, (int) Math.min(wanted, left));
            left -= Math.max(read, 0);
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
