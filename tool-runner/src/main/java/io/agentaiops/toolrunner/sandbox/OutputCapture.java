package io.agentaiops.toolrunner.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the beginning and the end of what a process prints, and counts the rest. */
final class OutputCapture {

    private final byte[] head;
    private final byte[] tail;
    private final Lock lock = new ReentrantLock();
    private final FreshOutput fresh = new FreshOutput();
    private long total;

    OutputCapture(int limit) {
        this.head = new byte[limit - limit / 4];
        this.tail = new byte[limit / 4];
    }

    /** Reads until the stream ends or is closed under us. */
    void drain(InputStream in) {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException e) {
            // The process was killed; what was read so far is what there is.
        }
    }

    void add(byte[] bytes) {
        keep(bytes, bytes.length);
    }

    private void keep(byte[] buffer, int length) {
        lock.lock();
        try {
            fresh.add(buffer, length);
            int from = 0;
            if (total < head.length) {
                from = (int) Math.min(length, head.length - total);
                System.arraycopy(buffer, 0, head, (int) total, from);
                total += from;
            }
            for (; from < length; from++) {
                tail[(int) ((total - head.length) % tail.length)] = buffer[from];
                total++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was printed since the last time, for those who look on. */
    String takeFresh() {
        lock.lock();
        try {
            return fresh.take();
        } finally {
            lock.unlock();
        }
    }

    boolean truncated() {
        lock.lock();
        try {
            return total > (long) head.length + tail.length;
        } finally {
            lock.unlock();
        }
    }

    String text() {
        lock.lock();
        try {
            String beginning = decode(head, 0, (int) Math.min(total, head.length));
            long further = total - head.length;
            if (further <= 0) {
                return beginning;
            }
            if (further <= tail.length) {
                // One piece: decoded together, so that a character on the seam stays whole.
                byte[] all = new byte[head.length + (int) further];
                System.arraycopy(head, 0, all, 0, head.length);
                System.arraycopy(tail, 0, all, head.length, (int) further);
                return decode(all, 0, all.length);
            }
            int oldest = (int) (further % tail.length);
            byte[] end = new byte[tail.length];
            System.arraycopy(tail, oldest, end, 0, tail.length - oldest);
            System.arraycopy(tail, 0, end, tail.length - oldest, oldest);
            return beginning + "\n[... " + (further - tail.length) + " bytes left out ...]\n"
                    + decode(end, 0, end.length);
        } finally {
            lock.unlock();
        }
    }

    private static String decode(byte[] bytes, int from, int length) {
        // NUL can be stored neither in PostgreSQL's text nor shown.
        return new String(bytes, from, length, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
