package io.agentaiops.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A service on a machine whose clock is wrong by an hour; libfaketime tells its JVM so. */
final class ClockFault implements Fault {

    private final Stack stack;
    private final String service;
    private final Path library;
    private final String offset;
    private @Nullable Replica replica;

    ClockFault(Stack stack, String service, Path library, String offset) {
        this.stack = stack;
        this.service = service;
        this.library = library;
        this.offset = offset;
    }

    /** Where Debian's package faketime has put it; empty where it is not installed. */
    static Optional<Path> library() {
        return Stream.of("x86_64", "aarch64")
                .map(machine -> Path.of("/usr/lib", machine + "-linux-gnu", "faketime/libfaketime.so.1"))
                .filter(Files::isReadable)
                .findFirst();
    }

    @Override
    public String name() {
        return "clock of " + service + " wrong by " + offset;
    }

    @Override
    public void strike() {
        Map<String, String> environment = Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME",
                offset,
                // Waiting goes by the monotonic clock, which no correction of a clock moves.
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
        int port = new Api(stack.address(service), "").port();
        Replica wrong = Replica.inPlaceOf(stack, service, port, environment);
        replica = wrong;
        await().atMost(Duration.ofMinutes(2)).until(wrong::isReady);
    }

    @Override
    public Duration lasts() {
        return Duration.ofSeconds(8);
    }

    @Override
    public void heal() {
        Replica wrong = Objects.requireNonNull(replica);
        wrong.kill();
        forget(wrong.process().pid());
        stack.up();
    }

    /** What libfaketime shares between processes outlives one that was killed. */
    private static void forget(long pid) {
        try {
            Files.deleteIfExists(Path.of("/dev/shm/faketime_shm_" + pid));
            Files.deleteIfExists(Path.of("/dev/shm/sem.faketime_sem_" + pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
