package io.agentaiops.ragindexer.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThroughputTest {

    private final AtomicLong clock = new AtomicLong(-5);
    private final Throughput throughput = new Throughput(clock::get);

    @Test
    void nothingIsToldBeforeAnythingWasEmbedded() {
        assertThat(throughput.perSecond()).isEmpty();
    }

    @Test
    void pausesDoNotCountAndBatchesThatOverlapCountOnce() {
        throughput.begin();
        pass(Duration.ofSeconds(1));
        throughput.begin();
        pass(Duration.ofSeconds(1));
        throughput.end(30);
        pass(Duration.ofSeconds(2));
        throughput.end(50);
        pass(Duration.ofHours(1));

        assertThat(throughput.perSecond()).hasValue(20);
    }

    @Test
    void timeThatCameToNothingCounts() {
        throughput.begin();
        pass(Duration.ofSeconds(1));
        throughput.end(10);
        throughput.begin();
        pass(Duration.ofSeconds(1));
        throughput.end(0);

        assertThat(throughput.perSecond()).hasValue(5);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
