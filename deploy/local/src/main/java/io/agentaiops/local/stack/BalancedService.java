package io.agentaiops.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agentaiops.local.process.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The balancer of a service as the launcher sees it: orders go by a file that the balancer follows, what came of them is
 * read from its health page. Both sides may be killed at any moment: the file says what is wanted.
 */
final class BalancedService {

    /** A question that waits for its answer takes up to a minute. */
    static final Duration DRAINED_WITHIN = Duration.ofSeconds(75);

    private static final Duration HEARD_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Stack stack;
    private final Service service;

    BalancedService(Stack stack, Service service) {
        this.stack = stack;
        this.service = service;
    }

    /** A replica as the file names it. */
    private record Place(String name, int port, boolean draining) {}

    /** What the health page says of a replica. */
    private record Seen(boolean up, boolean draining, int inFlight) {}

    /** Names the replicas by their numbers; those of them that are to stop get no further requests. */
    void publish(List<Integer> numbers, Set<String> draining) {
        List<Place> places = numbers.stream()
                .map(number -> new Place(
                        service.replica(number),
                        stack.ports().replica(service, number),
                        draining.contains(service.replica(number))))
                .toList();
        Path file = stack.home().balanced(service.id());
        try {
            // No secret, and the balancer runs under another account than a root who starts it.
            Files.setPosixFilePermissions(
                    Files.createDirectories(file.resolveSibling("")), PosixFilePermissions.fromString("rwxr-xr-x"));
            Path unfinished = file.resolveSibling(service.id() + ".unfinished");
            Files.writeString(unfinished, JSON.writeValueAsString(Map.of("replicas", places)));
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell the balancer of " + service.id() + ": " + e.getMessage(), e);
        }
    }

    /** Takes one replica out and leaves all others as they are wanted. */
    void drain(String replica) {
        TreeSet<Integer> numbers = new TreeSet<>(Formation.of(stack, service).numbers());
        stack.states().running().stream()
                .map(RunState::name)
                .filter(service::isReplica)
                .forEach(name -> numbers.add(service.numberOf(name)));
        numbers.remove(0);
        publish(List.copyOf(numbers), Set.of(replica));
    }

    /** Whether there is a balancer that could be told anything. */
    boolean runs() {
        return stack.states().running(service.balancer()).isPresent();
    }

    /** Whether another replica than this one takes requests. */
    boolean canDoWithout(String replica) {
        return seen().stream()
                .anyMatch(check -> !check.path("name").asText().equals(replica)
                        && look(check).up()
                        && !look(check).draining());
    }

    /**
     * Waits until a replica that is to stop has answered what it had.
     *
     * @return how many requests it still had when the patience was over
     */
    int awaitDrained(String replica) {
        if (!await(replica, seen -> seen.draining() || !seen.up(), HEARD_WITHIN)) {
            throw new StackFailure(service.balancer() + " was not heard to take " + replica
                    + " out; its log tells why: ./aiops logs " + service.balancer());
        }
        await(replica, seen -> seen.inFlight() == 0, DRAINED_WITHIN);
        return of(replica).map(Seen::inFlight).orElse(0);
    }

    /** Waits until the balancer gives requests to the replica. */
    void awaitServing(String replica) {
        if (!await(replica, seen -> seen.up() && !seen.draining(), HEARD_WITHIN)) {
            throw new StackFailure(replica + " is ready, but " + service.balancer()
                    + " does not see it; its log tells why: ./aiops logs " + service.balancer());
        }
    }

    private boolean await(String replica, Predicate<Seen> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (of(replica).filter(wanted).isEmpty()) {
            if (System.nanoTime() > deadline || !runs()) {
                return false;
            }
            Pause.of(POLL);
        }
        return true;
    }

    private Optional<Seen> of(String replica) {
        return seen().stream()
                .filter(check -> check.path("name").asText().equals(replica))
                .findFirst()
                .map(BalancedService::look);
    }

    private static Seen look(JsonNode check) {
        JsonNode data = check.path("data");
        return new Seen(
                check.path("status").asText().equals("UP"),
                data.path("draining").asBoolean(),
                data.path("inFlight").asInt());
    }

    /** None when the balancer does not answer. */
    private List<JsonNode> seen() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + stack.ports().balancerAdmin(service) + "/q/health/ready")
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(3000);
            try (var body =
                    connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                JsonNode page = JSON.readTree(new String(body.readAllBytes(), StandardCharsets.UTF_8));
                return StreamSupport.stream(page.path("checks").spliterator(), false)
                        .toList();
            }
        } catch (IOException e) {
            return new ArrayList<>();
        }
    }
}
