package io.agentaiops.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Replicas are restarted and killed while people ask, and nobody who asks notices. */
@Order(93)
class RollingRestartIT {

    private static final String DISK = "The disk of a server is filling up, what do I do?";
    private static final String CALLS = "tool-runner.aiops.tool-calls";
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(60);
    /** Six seconds of silence, then the others take over. */
    private static final Duration MOVED_WITHIN = Duration.ofSeconds(10);

    private final Stack stack = Stack.get();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    @Test
    void noRequestFailsWhileTheGatewayIsRestartedAndTheWorkOfAKilledToolRunnerMovesOn() throws InterruptedException {
        try {
            up("agent-gateway=2,tool-runner=2");
            ProcessHandle first = stack.process("agent-gateway-1");
            ProcessHandle second = stack.process("agent-gateway-2");
            assertThat(new Api("http://127.0.0.1:" + (stack.api().port() + 10), "")
                            .get("/q/metrics")
                            .body())
                    .contains("replica=\"agent-gateway-1\"");
            try (Load load = new Load()) {
                load.awaitAll(1);

                Cli.Result restart = stack.aiops("restart", "agent-gateway");

                assertThat(restart.exitCode()).as(restart.output()).isZero();
                assertThat(restart.output()).doesNotContain("does not answer until it is back");
                assertThat(first.isAlive()).isFalse();
                assertThat(second.isAlive()).isFalse();
                load.awaitAll(2);
                assertThat(load.failures).isEmpty();
                assertThat(load.resumed).as("streams that were followed on").hasPositiveValue();

                await().atMost(ANSWERED_WITHIN)
                        .until(() ->
                                assigned().size() == 2 && assigned().stream().noneMatch(Collection::isEmpty));
                int partitions = assigned().stream().mapToInt(Collection::size).sum();
                stack.kill("tool-runner-1");
                await().pollInterval(Duration.ofMillis(100))
                        .atMost(MOVED_WITHIN)
                        .until(() ->
                                assigned().size() == 1 && assigned().getFirst().size() == partitions);
                load.awaitAll(3);
                assertThat(load.failures).isEmpty();
            }
            everyQuestionIsAnswered();
            stack.up();
            assertThat(stack.aiops("status").output()).contains("tool-runner-1").doesNotContain("ended");
        } finally {
            stack.aiops("down", "agent-gateway", "tool-runner");
            up("agent-gateway=1,tool-runner=1");
        }
    }

    private void up(String replicas) {
        Cli.Result up = stack.aiops("up", "--no-build", "--replicas", replicas);
        assertThat(up.exitCode()).as(up.output()).isZero();
    }

    private void everyQuestionIsAnswered() {
        assertThat(asked).isNotEmpty();
        await().atMost(ANSWERED_WITHIN)
                .untilAsserted(() -> assertThat(asked).allSatisfy(id -> {
                    JsonNode run = stack.api().get("/api/v1/runs/" + id).json();
                    assertThat(run.get("state").asText()).isEqualTo("succeeded");
                    assertThat(AskIT.step(run, "df -h").get("state").asText()).isEqualTo("succeeded");
                }));
    }

    /** The partitions of each member of the group that runs tool calls; none while they are being dealt out. */
    private List<Collection<TopicPartition>> assigned() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka()))) {
            ConsumerGroupDescription group = requireNonNull(admin.describeConsumerGroups(List.of(CALLS))
                            .describedGroups()
                            .get(CALLS))
                    .get(10, TimeUnit.SECONDS);
            return group.groupState() != GroupState.STABLE
                    ? List.of()
                    : group.members().stream()
                            .<Collection<TopicPartition>>map(
                                    member -> member.assignment().topicPartitions())
                            .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** People who read, ask, and follow what becomes of it, all the time; whatever does not work is a failure. */
    private final class Load implements AutoCloseable {

        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        private final List<AtomicInteger> rounds = new ArrayList<>();
        private final AtomicInteger resumed = new AtomicInteger();
        private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
        private volatile boolean over;

        Load() {
            goOn("sessions", () -> read("/api/v1/sessions?limit=1"));
            goOn("tools", () -> read("/api/v1/tools"));
            goOn("questions", this::ask);
            goOn("runs", this::askAndFollow);
            people.execute(this::watchTheStatus);
        }

        private void goOn(String what, Runnable one) {
            AtomicInteger round = new AtomicInteger();
            rounds.add(round);
            people.execute(() -> {
                while (!over) {
                    try {
                        one.run();
                    } catch (RuntimeException | AssertionError e) {
                        failures.add(what + ": " + e);
                    }
                    round.incrementAndGet();
                    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                }
            });
        }

        /** Everybody comes round so many times more. */
        void awaitAll(int times) {
            List<Integer> wanted =
                    rounds.stream().map(round -> round.get() + times).toList();
            await().atMost(ANSWERED_WITHIN).until(() -> {
                for (int i = 0; i < wanted.size(); i++) {
                    if (rounds.get(i).get() < wanted.get(i)) {
                        return false;
                    }
                }
                return true;
            });
        }

        private void read(String path) {
            assertThat(stack.api().get(path).status()).as(path).isEqualTo(200);
        }

        private void ask() {
            Api.Answer answer =
                    stack.api().post("/api/v1/queries", Map.of("text", DISK, "mode", "runbook"), "Prefer", "wait=30");
            assertThat(answer.status()).as(answer.body()).isIn(200, 202);
            asked.add(
                    answer.json().path(answer.status() == 200 ? "id" : "runId").asText());
        }

        private void askAndFollow() {
            Api.Answer accepted = stack.api().post("/api/v1/queries", Map.of("text", DISK, "mode", "runbook"));
            assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
            String id = accepted.json().get("runId").asText();
            asked.add(id);
            List<String> ids = new ArrayList<>();
            while (!follow(id, ids)) {
                assertThat(over).as("run " + id + " did not come to its end").isFalse();
                resumed.incrementAndGet();
            }
            Set<String> once = new HashSet<>(ids);
            assertThat(once).as("no event twice").hasSameSizeAs(ids);
            List<String> all = new ArrayList<>();
            follow(id, all);
            assertThat(ids).as("no event missed").isEqualTo(all);
        }

        /** Says whether it was followed to its end. */
        private boolean follow(String id, List<String> ids) {
            String path = "/api/v1/runs/" + id + "/events";
            List<String> events = new ArrayList<>();
            try (Stream<String> lines = ids.isEmpty()
                    ? stack.api().follow(path)
                    : stack.api().follow(path, "Last-Event-ID", ids.getLast())) {
                lines.forEach(line -> {
                    if (line.startsWith("id:")) {
                        ids.add(line.substring(3).strip());
                    } else if (line.startsWith("event:")) {
                        events.add(line.substring(6).strip());
                    }
                });
            }
            return !events.isEmpty() && events.getLast().equals("done");
        }

        /** A stream that never ends by itself: one that breaks off instead of ending is a failure. */
        private void watchTheStatus() {
            while (!over) {
                try (Stream<String> lines = stack.api().follow("/api/v1/status/events")) {
                    assertThat(lines.takeWhile(line -> !over).filter(line -> line.startsWith("event:")))
                            .as("status events")
                            .isNotEmpty();
                } catch (RuntimeException | AssertionError e) {
                    failures.add("status: " + e);
                }
                resumed.incrementAndGet();
            }
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            people.shutdown();
            assertThat(people.awaitTermination(ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
