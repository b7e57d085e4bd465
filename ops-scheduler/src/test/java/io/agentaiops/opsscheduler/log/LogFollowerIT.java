package io.agentaiops.opsscheduler.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogFollowerIT {

    private final LogFollower follower;
    private final LogSearch search;
    private final Jdbi jdbi;

    private String word = "";
    private Path log = Path.of("");

    LogFollowerIT(LogFollower follower, LogSearch search, Jdbi jdbi) {
        this.follower = follower;
        this.search = search;
        this.jdbi = jdbi;
    }

    @BeforeEach
    void beginANewFile() throws IOException {
        word = "w" + Ids.next().replaceAll("[^a-z0-9]", "");
        log = Files.createTempDirectory("follow").resolve("nginx.log");
    }

    @Test
    void whatIsAddedIsReadOnceAndAHalfLineWaits() throws IOException {
        write("2026-11-22 09:00:00 ERROR " + word + " one\n2026-11-22 09:00:01 INFO " + word + " two\nhalf " + word);
        follower.follow(log);
        follower.follow(log);
        awaitMessages(2);

        write(" whole\n");
        follower.follow(log);

        awaitMessages(3);
        LogSearch.Entry error = found("ERROR").getFirst();
        assertThat(error.service()).isEqualTo("nginx");
        assertThat(error.logger()).isEqualTo(log.toString());
    }

    @Test
    void linesThatWereStoredBeforeAKillAreNotThereTwice() throws IOException {
        write(word + " one\n" + word + " two\n");
        follower.follow(log);
        // As a kill leaves it between the archive and the place.
        jdbi.useHandle(handle -> handle.execute("delete from followed_file where path = ?", log.toString()));

        follower.follow(log);

        awaitMessages(2);
    }

    @Test
    void rotatedFileIsReadToItsEndAndTheNewOneFromItsStart() throws IOException {
        write(word + " first\n");
        follower.follow(log);
        write(word + " last of the old\n");
        Files.move(log, log.resolveSibling("nginx.log.1"));
        write(word + " first of the new\n");

        follower.follow(log);

        awaitMessages(3);
    }

    @Test
    void truncatedFileIsReadFromItsStart() throws IOException {
        write(word + " a long line before the file is cut\n");
        follower.follow(log);
        Files.writeString(log, word + " short\n", StandardOpenOption.TRUNCATE_EXISTING);

        follower.follow(log);

        awaitMessages(2);
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void awaitMessages(int number) {
        await().untilAsserted(() -> assertThat(found(null)).hasSize(number));
    }

    private List<LogSearch.Entry> found(@org.jspecify.annotations.Nullable String level) throws IOException {
        return search.search(new LogSearch.Query(
                        word, null, level, null, Instant.now().minusSeconds(600), 50))
                .entries();
    }
}
