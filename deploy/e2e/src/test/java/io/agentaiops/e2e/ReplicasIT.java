package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A due time is kept once, whoever is there to keep it, and is accounted for when nobody was. */
@Order(88)
class ReplicasIT {

    private static final int PROCEDURES = 12;
    private static final String OURS = "probe-once-%";
    private static final Duration SOON = Duration.ofSeconds(45);
    /** Three schedulers start within this time, as a rule. */
    private static final Duration START = Duration.ofSeconds(48);
    /** They look for documents every two seconds. */
    private static final Duration READING = Duration.ofSeconds(6);

    private final Stack stack = Stack.get();
    private final Database database = new Database(stack);
    private final List<Path> documents = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();

    @Test
    void dueTimesAreKeptOnceAlthoughClocksDifferAndTheFirstSchedulerIsKilledAndHoursWithoutAnyAreAccountedFor()
            throws IOException {
        // Cron knows minutes. The clocks of all three are put forward so far that a minute ends soon.
        Instant due = Instant.now().plus(START);
        Instant minute = due.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        Duration forward = Duration.between(due, minute);
        try {
            Replica ahead = replica(forward.plusSeconds(1));
            Replica punctual = replica(forward);
            Replica behind = replica(forward.minusSeconds(1));
            stack.kill("ops-scheduler");
            await().atMost(Duration.ofMinutes(2)).until(() -> replicas.stream().allMatch(Replica::isReady));
            while (Instant.now().isAfter(due.minus(READING))) {
                due = due.plus(Duration.ofMinutes(1));
                minute = minute.plus(Duration.ofMinutes(1));
            }
            writeDocuments(minute);
            // By its own clock it is due a second earlier: the first of the three dies while it decides.
            awaitTime(due.minusSeconds(1).plusMillis(15));
            ahead.kill();
            // The second dies in the middle of the runs; the one that is behind sees the due time last, and goes on
            // alone.
            awaitTime(due.plusMillis(250));
            punctual.kill();
            awaitTime(due.plusSeconds(2));

            await().atMost(SOON).untilAsserted(() -> assertThat(rows("true")).isEqualTo(PROCEDURES));
            assertThat(rows("outcome in ('ran', 'late') and run_id is not null"))
                    .isEqualTo(PROCEDURES - rows("outcome = 'missed' and reason <> ''"));
            assertThat(runs("true")).isEqualTo(rows("run_id is not null"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(runs("state = 'SUCCEEDED'")).isEqualTo(rows("run_id is not null")));
            assertThat(stepsNotBegunOnce()).isZero();
            assertThat(behind.isReady()).isTrue();
        } finally {
            replicas.forEach(Replica::kill);
        }
        try {
            nobodyWasThereForFiveHours();
        } finally {
            stack.up();
            for (Path document : documents) {
                Files.deleteIfExists(document);
            }
        }
    }

    private void nobodyWasThereForFiveHours() {
        database.execute("delete from ops_scheduler.occurrence where procedure_id = 'probe-hourly'");
        database.execute("update ops_scheduler.schedule_watch set since = now() - interval '5 hours'"
                + " where procedure_id = 'probe-hourly'");
        stack.up();

        await().atMost(SOON).untilAsserted(() -> assertThat(hourly("true")).isGreaterThanOrEqualTo(5));
        assertThat(hourly("outcome = 'missed' and reason like '%scheduler was not running%' and run_id is null"))
                .isGreaterThanOrEqualTo(4);
        Cli.Result calendar = stack.aiops("calendar", "--missed");
        assertThat(calendar.exitCode()).as(calendar.output()).isZero();
        assertThat(calendar.output())
                .contains("probe-hourly")
                .contains("missed")
                .contains("not running");
    }

    private Replica replica(Duration clockOffset) {
        Replica replica = Replica.of(stack, "ops-scheduler", clockOffset);
        replicas.add(replica);
        return replica;
    }

    private void writeDocuments(Instant minute) throws IOException {
        ZonedDateTime due = minute.atZone(ZoneOffset.UTC);
        for (int i = 0; i < PROCEDURES; i++) {
            write("probe-once-" + i, due.getMinute() + " " + due.getHour() + " * * *");
        }
        write("probe-hourly", "0 * * * *");
    }

    private void write(String id, String cron) throws IOException {
        Path file = stack.documents().resolve("procedures/" + id + ".md");
        documents.add(file);
        Files.writeString(file, """
                ---
                id: %s
                title: Probe
                kind: procedure
                owner: operations
                review-by: 2099-01-31
                tags: [probe]
                schedule:
                  cron: "%s"
                  time-zone: UTC
                ---
                # Probe

                ## 1. Look

                ```step
                uses: person.confirm
                with:
                  question: Is it once?
                ```

                ## 2. Look again

                ```step
                uses: person.confirm
                with:
                  question: Is it still once?
                ```

                ## 3. Look around

                ```step
                uses: work.planned
                with:
                  procedure: scheduled-maintenance
                ```
                """.formatted(id, cron));
    }

    private long rows(String condition) {
        return database.count(
                "select count(*) from ops_scheduler.occurrence where " + condition + " and procedure_id like ?", OURS);
    }

    private long runs(String condition) {
        return database.count(
                "select count(*) from ops_scheduler.run where " + condition + " and procedure_id like ?", OURS);
    }

    private long stepsNotBegunOnce() {
        return database.count(
                "select count(*) from ops_scheduler.run_step s join ops_scheduler.run r on r.id = s.run_id"
                        + " where s.attempts <> 1 and r.procedure_id like ?",
                OURS);
    }

    private long hourly(String condition) {
        return database.count(
                "select count(*) from ops_scheduler.occurrence where " + condition + " and procedure_id = ?",
                "probe-hourly");
    }

    private static void awaitTime(Instant time) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(2))
                .until(() -> !Instant.now().isBefore(time));
    }
}
