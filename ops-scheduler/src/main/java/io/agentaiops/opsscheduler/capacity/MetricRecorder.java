package io.agentaiops.opsscheduler.capacity;

import io.agentaiops.opsscheduler.capacity.MetricHistory.Hour;
import io.agentaiops.opsscheduler.capacity.MetricHistory.Samples;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Keeps every metric of the bus by hour. Collects in memory and writes twice a minute: a kill costs half a minute of
 * samples, which an hour's mean does not notice.
 */
@ApplicationScoped
public class MetricRecorder {

    private static final Logger LOG = Logger.getLogger(MetricRecorder.class);
    /** More series than this at once are labels that somebody should not have used; the rest is not kept. */
    private static final int MOST = 5000;

    private final MetricHistory history;
    private Map<Hour, Samples> collected = new HashMap<>();

    MetricRecorder(MetricHistory history) {
        this.history = history;
    }

    /** Takes a sample in. */
    public synchronized void sampled(String metric, Map<String, String> labels, double value, Instant at) {
        Hour hour = new Hour(series(metric, labels), at.truncatedTo(ChronoUnit.HOURS));
        if (Double.isFinite(value) && (collected.size() < MOST || collected.containsKey(hour))) {
            collected.merge(hour, Samples.of(value), Samples::and);
        }
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void write() {
        Map<Hour, Samples> batch = take();
        if (batch.isEmpty()) {
            return;
        }
        try {
            history.add(batch);
        } catch (RuntimeException e) {
            LOG.warnf("metrics not kept now, tried again: %s", e.getMessage());
            giveBack(batch);
        }
    }

    private synchronized Map<Hour, Samples> take() {
        Map<Hour, Samples> batch = collected;
        collected = new HashMap<>();
        return batch;
    }

    private synchronized void giveBack(Map<Hour, Samples> batch) {
        batch.forEach((hour, samples) -> {
            if (collected.size() < MOST) {
                collected.merge(hour, samples, Samples::and);
            }
        });
    }

    /** Such as {@code host.disk.free{host=a,mount=/}}. */
    static String series(String metric, Map<String, String> labels) {
        return labels.isEmpty()
                ? metric
                : metric + new TreeMap<>(labels).toString().replace(", ", ",");
    }
}
