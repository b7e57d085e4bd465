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

    private final Stack stack = Stack.get();
    private final Database database = new Database(stack);
    private final List<Path> documents = new ArrayList<>();

    @Test
    void dueTimesAreKeptOnceAlthoughClocksDifferAndTheFirstSchedulerIsKilledAndHoursWithoutAnyAreAccountedFor()
            throws IOException {
        Replica ahead = Replica.of(stack, "ops-scheduler", Duration.ofSeconds(1));
        Replica behind = Replica.of(stack, "ops-scheduler", Duration.ofSeconds(-1));
        try {
            await().atMost(SOON).until(() -> ahead.isReady() && behind.isReady());
            Instant due = writeDocuments();
            // By its own clock it is due a second earlier: the first of the three dies while it decides.
            awaitTime(due.minusSeconds(1).plusMillis(15));
            ahead.kill();

            await().atMost(SOON).untilAsserted(() -> assertThat(rows("true")).isEqualTo(PROCEDURES));
            awaitTime(due.plusSeconds(3));
            assertThat(rows("true")).isEqualTo(PROCEDURES);
            assertThat(rows("outcome in ('ran', 'late') and run_id is not null"))
                    .isEqualTo(PROCEDURES - rows("outcome = 'missed' and reason <> ''"));
            assertThat(database.count("select count(*) from ops_scheduler.run where procedure_id like ?", OURS))
                    .isEqualTo(rows("run_id is not null"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(database.count(
                                    "select count(*) from ops_scheduler.run where state = 'SUCCEEDED' and procedure_id like ?",
                                    OURS))
                            .isEqualTo(rows("run_id is not null")));

            behind.kill();
            nobodyWasThereForFiveHours();
        } finally {
            ahead.kill();
            behind.kill();
            stack.up();
            for (Path document : documents) {
                Files.deleteIfExists(document);
            }
        }
    }

    private void nobodyWasThereForFiveHours() {
        stack.kill("ops-scheduler");
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

    /** Answers the minute in which they all are due: near, but not before every replica has read them. */
    private Instant writeDocuments() throws IOException {
        ZonedDateTime due = ZonedDateTime.now(ZoneOffset.UTC)
                .plusSeconds(8)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        for (int i = 0; i < PROCEDURES; i++) {
            write("probe-once-" + i, due.getMinute() + " " + due.getHour() + " * * *");
        }
        write("probe-hourly", "0 * * * *");
        return due.toInstant();
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
                """.formatted(id, cron));
    }

    private long rows(String condition) {
        return database.count(
                "select count(*) from ops_scheduler.occurrence where " + condition + " and procedure_id like ?", OURS);
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
