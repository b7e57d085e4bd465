package io.agentaiops.opsscheduler.archive;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** How fast something is read: a look at everything that lies on a disk leaves the disk to those who need it now. */
public final class Pace {

    /** As fast as can be. */
    public static final Pace FREE = new Pace(Long.MAX_VALUE);

    private final long bytesPerSecond;
    private final long begin = System.nanoTime();
    private long passed;

    private Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** So many MiB a second on average, from now on. */
    public static Pace ofMib(long mibPerSecond) {
        if (mibPerSecond < 1) {
            throw new IllegalArgumentException("a pace is one MiB a second at least and not " + mibPerSecond);
        }
        return new Pace(mibPerSecond << 20);
    }

    /** Notes what was read, and waits until it was due. */
    void passed(long bytes) throws InterruptedIOException {
        if (bytesPerSecond == Long.MAX_VALUE) {
            return;
        }
        passed += bytes;
        long early = (long) (passed * 1e9 / bytesPerSecond) - (System.nanoTime() - begin);
        if (early > TimeUnit.MILLISECONDS.toNanos(1)) {
            try {
                TimeUnit.NANOSECONDS.sleep(early);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading");
            }
        }
    }
}
