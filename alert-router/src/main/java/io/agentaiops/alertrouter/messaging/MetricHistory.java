package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.threshold.Sample;
import io.agentaiops.alertrouter.threshold.SampleHistory;
import io.agentaiops.eventbus.consumer.PastEvents;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Reads samples of the past from the bus itself, which keeps them anyway: no copy of them is held here. One reading at a
 * time, for at most ten seconds.
 */
@ApplicationScoped
class MetricHistory implements SampleHistory {

    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private final PastEvents past;
    private final Semaphore readings = new Semaphore(1);

    MetricHistory(PastEvents past) {
        this.past = past;
    }

    @Override
    public Reading read(List<String> metrics, Instant since, Consumer<Sample> samples) {
        if (!readings.tryAcquire()) {
            throw Problem.of(429, "dry-run-busy", "Too many requests", "another dry run is under way; try again soon");
        }
        try {
            return new Reading(past.read(
                    Topic.METRICS,
                    MetricSampled.class,
                    since,
                    AT_MOST,
                    json -> metrics.stream().anyMatch(json::contains),
                    event -> hand(event, metrics, samples)));
        } catch (PastEvents.Unreadable e) {
            throw Problem.unavailable("bus-unavailable", String.valueOf(e.getMessage()));
        } finally {
            readings.release();
        }
    }

    private static void hand(MetricSampled event, List<String> metrics, Consumer<Sample> samples) {
        if (metrics.contains(event.metric())) {
            MetricListener.sample(event).ifPresent(samples);
        }
    }
}
