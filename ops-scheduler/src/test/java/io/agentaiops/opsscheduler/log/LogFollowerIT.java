package io.agentaiops.opsscheduler.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.opsscheduler.log.FollowedFileStore.Name;
import io.agentaiops.opsscheduler.log.FollowedFileStore.Place;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogFollowerIT {

    private final LogFollower follower;
    private final LogSearch search;
    private final FollowedFileStore places;
    private final OpenSearchClient client;
    private final ObjectMapper json;
    private final Jdbi jdbi;

    private String word = "";
    private Path log = Path.of("");

    LogFollowerIT(
            LogFollower follower,
            LogSearch search,
            FollowedFileStore places,
            OpenSearchClient client,
            ObjectMapper json,
            Jdbi jdbi) {
        this.follower = follower;
        this.search = search;
        this.places = places;
        this.client = client;
        this.json = json;
        this.jdbi = jdbi;
    }

    @BeforeEach
    void beginANewFile() throws IOException {
        word = "w" + Ids.next().replaceAll("[^a-z0-9]", "");
        log = Files.createTempDirectory("follow").resolve("nginx.log");
    }

    @Test
    void whatIsAddedIsReadOnceAndAHalfLineWaits() throws IOException {
        write("ERROR " + word + " one\nINFO " + word + " two\nhalf " + word);
        follower.follow(log);
        follower.follow(log);
        awaitMessages(2);

        write(" whole\n");
        follower.follow(log);

        awaitMessages(3);
        LogSearch.Entry error = found("ERROR", Duration.ofMinutes(10)).getFirst();
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

    @Test
    void linesBearTheirOwnTimeAndThoseWithoutOneThatOfTheLineBefore() throws IOException {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        write(yesterday + " ERROR " + word + " at night\n  at " + word + ".Main(Main.java)\n");

        follower.follow(log);

        await().untilAsserted(() -> assertThat(found(null, Duration.ofDays(2)))
                .extracting(LogSearch.Entry::at)
                .containsExactly(yesterday.toString(), yesterday.toString()));
        assertThat(found(null, Duration.ofMinutes(10)))
                .as("nothing of the last minutes")
                .isEmpty();
    }

    @Test
    void namesOfManyPartsAreFoundWholeAndByTheirParts() throws IOException {
        write(word + " io.agentaiops.Ledger: host=web-7, 10.20.0.1 refused (10.0.0.25)\n" + word
                + " 10.20.0.11 x.Ledgers\n");
        follower.follow(log);
        awaitMessages(2);

        for (String one : List.of(
                "Ledger",
                "agentaiops.ledger",
                "io.agentaiops.Ledger",
                "10.20.0.1",
                "host=web-7",
                "web-7",
                "10.0.0.25")) {
            assertThat(found(word + " " + one)).as(one).hasSize(1);
        }
        assertThat(found(word + " 10.20.0")).hasSize(2);
        assertThat(found(word + " 20.1"))
                .as("parts that do not follow each other")
                .isEmpty();
    }

    private List<LogSearch.Entry> found(String text) throws IOException {
        return search.search(new LogSearch.Query(
                        text, null, null, null, Instant.now().minus(Duration.ofMinutes(10)), 50))
                .entries();
    }

    @Test
    void linesBeyondTheLongestTermAreNotReadIn() throws IOException {
        write("2019-01-01T00:00:00Z " + word + " old\n" + Instant.now() + " " + word + " new\n");

        follower.follow(log);

        awaitMessages(1);
    }

    @Test
    void oneOfTwoReplicasOnAHostReadsALine() throws IOException {
        CountingArchive archive = new CountingArchive();
        List<LogFollower> replicas = List.of(replica("one", archive), replica("two", archive));
        for (int round = 0; round < 20; round++) {
            write(word + " line " + round + "\n");
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                replicas.forEach(replica -> threads.execute(() -> readBy(replica)));
            }
        }
        replicas.getFirst().follow(log);

        assertThat(archive.messages).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void fileOfAnotherMachineWithTheSameNameAndInodeIsAnotherFile() {
        Place read = new Place("8:17", 500);
        places.save(new Name("a", "boot-1", log.toString()), read, Instant.now());

        assertThat(places.find(new Name("b", "boot-2", log.toString()), "8:17")).isEmpty();
        assertThat(places.find(new Name("c", "boot-1", log.toString()), "8:17"))
                .as("a container that was made anew")
                .contains(read);
        assertThat(places.find(new Name("a", "boot-1", log.toString()), "8:18")).isEmpty();
    }

    private void readBy(LogFollower replica) {
        try {
            replica.follow(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LogFollower replica(String host, LogArchive archive) {
        LogConfig config = new LogConfig() {
            @Override
            public List<String> hosts() {
                return List.of();
            }

            @Override
            public Optional<List<String>> follow() {
                return Optional.empty();
            }

            @Override
            public Optional<String> host() {
                return Optional.of(host);
            }

            @Override
            public Duration followEvery() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(20);
            }
        };
        return new LogFollower(config, places, archive, Clock.systemUTC());
    }

    private final class CountingArchive extends LogArchive {
        private final List<String> messages = new CopyOnWriteArrayList<>();

        CountingArchive() {
            super(client, json);
        }

        @Override
        public void store(List<LogEntry> entries) {
            entries.forEach(entry -> messages.add(entry.message()));
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void awaitMessages(int number) {
        await().untilAsserted(
                        () -> assertThat(found(null, Duration.ofMinutes(10))).hasSize(number));
    }

    private List<LogSearch.Entry> found(@Nullable String level, Duration window) throws IOException {
        return search.search(new LogSearch.Query(
                        word, null, level, null, Instant.now().minus(window), 50))
                .entries();
    }
}
