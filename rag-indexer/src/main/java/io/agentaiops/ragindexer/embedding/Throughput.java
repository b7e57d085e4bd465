package io.agentaiops.ragindexer.embedding;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * How many texts are embedded in a second of work. Pauses do not count, and batches that overlap count once: the figure is
 * what the machine can do, whatever there was to do.
 */
final class Throughput {

    private final LongSupplier nanos;
    private int running;
    private long since;
    private long busy;
    private long texts;

    /** @param nanos a clock as {@link System#nanoTime} */
    Throughput(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void begin() {
        if (running++ == 0) {
            since = nanos.getAsLong();
        }
    }

    /** @param done texts that were embedded since the beginning; none when it failed */
    synchronized void end(int done) {
        texts += done;
        if (--running == 0) {
            busy += nanos.getAsLong() - since;
        }
    }

    /** On the average of all that was done; none before the first batch has ended. */
    synchronized OptionalDouble perSecond() {
        return busy == 0 || texts == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(texts * (double) Duration.ofSeconds(1).toNanos() / busy);
    }
}
