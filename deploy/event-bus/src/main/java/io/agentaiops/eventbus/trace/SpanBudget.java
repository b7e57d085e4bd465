package io.agentaiops.eventbus.trace;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Which part of the traces can be kept while so many spans end: all of them while they are few, and the fewer the more
 * there are. Decided by the trace's id, so that services under the same load mostly keep the same traces, and keep them
 * whole. Within a second of n spans about limit × (1 + ln(n ÷ limit)) are kept if nothing was known of it before.
 */
final class SpanBudget {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double ratio;
    private final int limit;
    private final LongSupplier nanoTime;
    private long second;
    private long now;
    private long before;

    /**
     * @param ratio the part that is kept at most, from 0 to 1
     * @param limit spans a second up to which that part is kept
     * @param nanoTime {@link System#nanoTime()}
     */
    SpanBudget(double ratio, int limit, LongSupplier nanoTime) {
        this.ratio = ratio;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.second = nanoTime.getAsLong();
    }

    /** Counts a span that ended, and says whether it is kept; what went wrong is passed over in a storm only. */
    boolean takes(String traceId, boolean wentWrong) {
        double room = room();
        return isKept(traceId, wentWrong ? room : Math.min(ratio, room));
    }

    private synchronized double room() {
        long passed = (nanoTime.getAsLong() - second) / SECOND;
        if (passed > 0) {
            before = passed == 1 ? now : 0;
            now = 0;
            second += passed * SECOND;
        }
        now++;
        return (double) limit / Math.max(limit, Math.max(now, before));
    }

    /** Whether all services keep that trace: its lower 63 bits, which are random, as part of all there are. */
    static boolean isKept(String traceId, double part) {
        long random = Long.parseUnsignedLong(traceId.substring(16), 16) & Long.MAX_VALUE;
        return part >= 1 || random < part * Long.MAX_VALUE;
    }
}
