package io.agentaiops.opsscheduler.host;

import java.time.Instant;

/** Where samples go; they may be lost. */
public interface HostPublisher {

    /**
     * One measured share.
     *
     * @param metric such as {@code host.cpu.usage}
     * @param mount the file system; empty for what is not one's
     */
    void sampled(String metric, double percent, String host, String mount, Instant at);

    /**
     * One measured amount.
     *
     * @param metric such as {@code host.network.received}
     * @param unit such as {@code bytes/s}
     */
    void measured(String metric, double value, String unit, String host, Instant at);
}
