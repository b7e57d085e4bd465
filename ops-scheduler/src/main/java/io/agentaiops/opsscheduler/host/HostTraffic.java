package io.agentaiops.opsscheduler.host;

import java.time.Duration;

/** Bytes received and sent since the interfaces came up. */
record HostTraffic(long received, long sent) {

    /** Bytes received per second since an earlier reading; 0 when counters began anew. */
    double receivedPerSecond(HostTraffic earlier, Duration between) {
        return rate(received - earlier.received, between);
    }

    /** Bytes sent per second since an earlier reading; 0 when counters began anew. */
    double sentPerSecond(HostTraffic earlier, Duration between) {
        return rate(sent - earlier.sent, between);
    }

    private static double rate(long bytes, Duration between) {
        return between.isZero() || bytes < 0 ? 0 : bytes * 1000.0 / between.toMillis();
    }
}
