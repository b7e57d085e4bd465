package io.agentaiops.opsscheduler.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.opsscheduler.log.OpenSearchClient;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/** Keeps traces within their term and their room: whole days go, the oldest first. */
@ApplicationScoped
class TraceRoom {

    private static final Logger LOG = Logger.getLogger(TraceRoom.class);
    private static final String JSON = "application/json";
    private static final long MEGABYTE = 1024L * 1024;

    /**
     * A day of traces.
     *
     * @param bytes what it takes on the disk, replicas not counted
     */
    record Day(LocalDate day, long bytes) {}

    /**
     * What is to be done.
     *
     * @param drop days that go
     * @param left what the others take, in bytes
     */
    record Plan(List<LocalDate> drop, long left) {
        Plan {
            drop = List.copyOf(drop);
        }
    }

    private final OpenSearchClient client;
    private final TraceStoreConfig config;
    private final TraceMetrics metrics;
    private final Clock clock;
    private volatile boolean full;

    TraceRoom(OpenSearchClient client, TraceStoreConfig config, TraceMetrics metrics, Clock clock) {
        this.client = client;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whether today's traces alone take all the room there is. */
    boolean isFull() {
        return full;
    }

    @Scheduled(
            every = "{aiops.traces.purge-every}",
            delayed = "20s",
            identity = "trace-room",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        try {
            keepWithin(config.keepDays(), config.keepMegabytes() * MEGABYTE);
        } catch (IOException e) {
            LOG.infof("what traces take can't be told now, looked at again: %s", e.getMessage());
        }
    }

    /** Drops what is too old or too much. Two replicas that do so at once harm nothing. */
    void keepWithin(int days, long bytes) throws IOException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Plan plan = plan(days(), today, days, bytes);
        for (LocalDate day : plan.drop()) {
            client.send(
                    "DELETE", SpanArchive.PREFIX + SpanArchive.DAY.format(day) + "?ignore_unavailable=true", JSON, "");
            LOG.infof("dropped the traces of a day day=%s", day);
        }
        metrics.size(plan.left());
        boolean now = plan.left() > bytes;
        if (now && !full) {
            LOG.warnf(
                    "today's traces take all the room they may (aiops.traces.keep-megabytes); no more are taken until"
                            + " tomorrow bytes=%d",
                    plan.left());
        }
        full = now;
    }

    /** The oldest go first; today's stay, for whoever looks for a fault now. */
    static Plan plan(List<Day> all, LocalDate today, int days, long bytes) {
        List<Day> sorted = all.stream().sorted(Comparator.comparing(Day::day)).toList();
        long left = sorted.stream().mapToLong(Day::bytes).sum();
        List<LocalDate> drop = new ArrayList<>();
        for (Day one : sorted) {
            boolean tooOld = one.day().isBefore(today.minusDays(days));
            boolean tooMuch = left > bytes && one.day().isBefore(today);
            if (tooOld || tooMuch) {
                drop.add(one.day());
                left -= one.bytes();
            }
        }
        return new Plan(drop, left);
    }

    private List<Day> days() throws IOException {
        List<Day> days = new ArrayList<>();
        JsonNode indices = client.send(
                "GET", "_cat/indices/" + SpanArchive.PREFIX + "*?format=json&bytes=b&h=index,pri.store.size", JSON, "");
        for (JsonNode index : indices) {
            try {
                String day = index.path("index").asText().substring(SpanArchive.PREFIX.length());
                days.add(new Day(
                        LocalDate.parse(day, SpanArchive.DAY),
                        index.path("pri.store.size").asLong()));
            } catch (DateTimeParseException e) {
                LOG.debugf("not an index of ours: %s", index.path("index"));
            }
        }
        return days;
    }
}
