package io.agentaiops.toolrunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.toolrunner.sandbox.ProcessOutcome.Exited;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * What the sandbox adds to a command, pair by pair with a bare exec and with bubblewrap alone in the same run; and how
 * many commands a second it takes, beside the floor that fork and bubblewrap set. Not a test, and not run as one:
 * {@code mvn -pl tool-runner -am test -Dtest=SandboxBench -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class SandboxBench {

    private static final int PAIRS = 150;
    private static final int WORKERS = 8;
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Duration PACE = Duration.ofMillis(40);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final SandboxedCommand TRUE = new SandboxedCommand(List.of("/usr/bin/true"), false, false, false);
    private static final SandboxedCommand WITH_NETWORK =
            new SandboxedCommand(List.of("/usr/bin/true"), true, false, false);
    private static final List<String> BARE = List.of("/usr/bin/true");
    private static final List<String> FLOOR = List.of(
            "bwrap",
            "--unshare-all",
            "--die-with-parent",
            "--ro-bind",
            "/",
            "/",
            "--dev",
            "/dev",
            "--proc",
            "/proc",
            "--tmpfs",
            "/tmp",
            "--",
            "/usr/bin/true");

    @Test
    void measure() throws Exception {
        Sandbox warm = Sandboxes.of(Map.of());
        Sandbox cold = Sandboxes.of(Map.of("warm", "0"));
        List<Callable<Object>> ways = List.of(
                () -> exec(List.of(BARE)),
                () -> exec(List.of(FLOOR)),
                () -> sandboxed(cold, List.of(TRUE)),
                () -> sandboxed(warm, List.of(TRUE)),
                () -> sandboxed(warm, List.of(WITH_NETWORK)),
                () -> exec(List.of(BARE, BARE, BARE)),
                () -> sandboxed(cold, List.of(TRUE, TRUE, TRUE)),
                () -> sandboxed(warm, List.of(TRUE, TRUE, TRUE)));
        List<List<Double>> took = taken(ways);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%-34s %8s %8s %8s%n",
                "level " + warm.level().label() + ", ms",
                "p50",
                "p90",
                "over bare"));
        row(text, "bare exec", took.get(0), took.get(0));
        row(text, "bubblewrap alone", took.get(1), took.get(0));
        row(text, "sandbox, made for the call", took.get(2), took.get(0));
        row(text, "sandbox, as served", took.get(3), took.get(0));
        row(text, "the same with network", took.get(4), took.get(0));
        row(text, "pipeline of three, bare", took.get(5), took.get(5));
        row(text, "pipeline, made for the call", took.get(6), took.get(5));
        row(text, "pipeline, as served", took.get(7), took.get(5));
        text.append(String.format(
                Locale.ROOT,
                "%d at a time, commands per second: bare %.0f, bubblewrap alone %.0f, sandbox %.0f, bubblewrap alone"
                        + " once more %.0f%n",
                WORKERS,
                rate(ways.get(0)),
                rate(ways.get(1)),
                rate(ways.get(3)),
                rate(ways.get(1))));
        warm.close();
        cold.close();
        System.getLogger(SandboxBench.class.getName()).log(System.Logger.Level.INFO, text.toString());
    }

    /** Milliseconds of each way, taken in turns. */
    private static List<List<Double>> taken(List<Callable<Object>> ways) throws Exception {
        List<List<Double>> took = new ArrayList<>();
        ways.forEach(way -> took.add(new ArrayList<>()));
        for (int i = 0; i < PAIRS + 20; i++) {
            for (int way = 0; way < ways.size(); way++) {
                long start = System.nanoTime();
                ways.get(way).call();
                if (i >= 20) {
                    took.get(way).add((System.nanoTime() - start) / 1e6);
                }
                LockSupport.parkNanos(PACE.toNanos());
            }
        }
        return took;
    }

    private static void row(StringBuilder text, String name, List<Double> took, List<Double> bare) {
        List<Double> over = new ArrayList<>();
        for (int i = 0; i < took.size(); i++) {
            over.add(took.get(i) - bare.get(i));
        }
        text.append(String.format(
                Locale.ROOT, "%-34s %8.1f %8.1f %8.1f%n", name, at(took, 0.5), at(took, 0.9), at(over, 0.5)));
    }

    private static double at(List<Double> values, double share) {
        return values.stream().sorted().toList().get((int) (values.size() * share));
    }

    private static double rate(Callable<Object> way) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        List<Callable<Void>> loops = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            loops.add(() -> {
                while (System.nanoTime() - start < WINDOW.toNanos()) {
                    way.call();
                    done.incrementAndGet();
                }
                return null;
            });
        }
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            for (Future<Void> loop : workers.invokeAll(loops)) {
                assertThat(loop.state()).isEqualTo(Future.State.SUCCESS);
            }
        }
        return done.get() / ((System.nanoTime() - start) / 1e9);
    }

    private static Object exec(List<List<String>> pipeline) throws IOException, InterruptedException {
        List<ProcessBuilder> builders =
                pipeline.stream().map(ProcessBuilder::new).toList();
        builders.getFirst().redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        List<Process> processes = ProcessBuilder.startPipeline(builders);
        processes.getLast().getInputStream().readAllBytes();
        return processes.getLast().waitFor();
    }

    private static Object sandboxed(Sandbox sandbox, List<SandboxedCommand> pipeline)
            throws IOException, InterruptedException {
        Exited exited = (Exited) sandbox.run(pipeline, LIMIT);
        assertThat(exited.exitCode()).isZero();
        return exited;
    }
}
