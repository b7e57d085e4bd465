package io.agentaiops.opsscheduler.occurrence;

import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalogs;
import io.agentaiops.opsscheduler.run.RunAlerts;
import io.agentaiops.opsscheduler.run.RunStarter;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand schedules, a thousand due each minute, fired on real PostgreSQL with real runs whose steps travel over real
 * Kafka and back. Prints and asserts nothing: it measures.
 */
@QuarkusTest
class ScheduleBench {

    private static final int SCHEDULES = 10_000;

    private static final int MINUTES = 2;
    /** Fired beforehand, so that what is measured is compiled. */
    private static final int WARM_SCHEDULES = 500;

    private static final int WARM_MINUTES = 6;

    private final Map<Instant, List<Long>> delays = new ConcurrentSkipListMap<>();
    private final RunStarter starter;
    private final RunAlerts alerts;
    private final OtherServices others;
    private final Jdbi jdbi;

    ScheduleBench(RunStarter starter, RunAlerts alerts, OtherServices others, Jdbi jdbi) {
        this.starter = starter;
        this.alerts = alerts;
        this.others = others;
        this.jdbi = jdbi;
    }

    @Test
    void fire() throws IOException {
        others.answerTool("bench-look", true);
        warmUp();
        long start = System.nanoTime();
        ProcedureCatalog catalog = ProcedureCatalogs.of(documents("bench", SCHEDULES, i -> i % 10 + "-59/10 * * * *"));
        System.out.printf("%,d documents read in %,d ms%n", SCHEDULES, millisSince(start));
        OccurrenceStore store = new OccurrenceStore(jdbi, measured(), new ScheduleHold(jdbi));
        ScheduleTicker ticker = new ScheduleTicker(catalog, store, starter, alerts, config(), Clock.systemUTC());
        ticker.tick();
        Instant first = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        ticker.start(new io.quarkus.runtime.StartupEvent());
        await(first.plusSeconds(60 * (MINUTES - 1) + 20));
        ticker.stop(new io.quarkus.runtime.ShutdownEvent());
        report(first, first.plus(Duration.ofMinutes(MINUTES)));
    }

    /** The same way with a clock that is moved by hand, and runs to their end. */
    private void warmUp() throws IOException {
        long start = System.nanoTime();
        ProcedureCatalog catalog = ProcedureCatalogs.of(documents("warm", WARM_SCHEDULES, i -> "* * * * *"));
        MovedClock clock = new MovedClock(Instant.parse("2020-01-01T00:00:30Z"));
        OccurrenceStore store =
                new OccurrenceStore(jdbi, new OccurrenceMetrics(new SimpleMeterRegistry()), new ScheduleHold(jdbi));
        ScheduleTicker ticker = new ScheduleTicker(catalog, store, starter, alerts, config(), clock);
        ticker.tick();
        for (int i = 0; i < WARM_MINUTES; i++) {
            clock.move(Duration.ofMinutes(1));
            ticker.tick();
        }
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> jdbi.withHandle(
                        handle -> handle.createQuery("select not exists (select 1 from run where wake_at is not null)")
                                .mapTo(Boolean.class)
                                .one()));
        System.out.printf("%,d runs to warm up in %,d ms%n", WARM_SCHEDULES * WARM_MINUTES, millisSince(start));
    }

    /** Remembers, for each due time, how many milliseconds later the transaction with the run had committed. */
    private OccurrenceMetrics measured() {
        return new OccurrenceMetrics(new SimpleMeterRegistry()) {
            @Override
            void committed(Occurrence occurrence, Instant at) {
                delays.computeIfAbsent(occurrence.dueAt(), due -> new CopyOnWriteArrayList<>())
                        .add(Duration.between(occurrence.dueAt(), at).toMillis());
            }
        };
    }

    private void report(Instant from, Instant to) {
        delays.forEach((due, list) -> {
            List<Long> sorted = list.stream().sorted().toList();
            System.out.printf(
                    "due %s: %d fired, committed after p50 %d ms, p99 %d ms, max %d ms%n",
                    due,
                    sorted.size(),
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 99 / 100),
                    sorted.getLast());
        });
        jdbi.useHandle(handle -> handle.createQuery("""
                        select o.due_at, count(*) filter (where r.state = 'SUCCEEDED') as ended,
                            extract(epoch from max(r.ended_at) - o.due_at) as last_end
                        from occurrence o join run r on r.id = o.run_id
                        where o.due_at >= :from and o.due_at < :to group by o.due_at order by o.due_at""")
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> "due %s: %d runs ended, the last after %.1f s"
                        .formatted(row.getString("due_at"), row.getInt("ended"), row.getDouble("last_end")))
                .forEach(System.out::println));
    }

    private static Path documents(String name, int count, IntFunction<String> cron) throws IOException {
        Path folder = Files.createTempDirectory("schedules");
        for (int i = 0; i < count; i++) {
            Files.writeString(folder.resolve("s" + i + ".md"), """
                    ---
                    id: %s-%d
                    title: Bench %d
                    schedule:
                      cron: "%s"
                      time-zone: UTC
                      overlap: parallel
                    ---
                    ## 1. Look

                    ```step
                    run: bench-look
                    ```
                    """.formatted(name, i, i, cron.apply(i)));
        }
        return folder;
    }

    private static void await(Instant time) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Instant.now().isAfter(time));
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static final class MovedClock extends Clock {
        private volatile Instant now;

        MovedClock(Instant now) {
            this.now = now;
        }

        synchronized void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private static ScheduleConfig config() {
        return new ScheduleConfig() {
            @Override
            public String tickEvery() {
                return "1s";
            }

            @Override
            public Duration onTime() {
                return Duration.ofMinutes(1);
            }

            @Override
            public Duration catchUp() {
                return Duration.ofHours(1);
            }
        };
    }
}
