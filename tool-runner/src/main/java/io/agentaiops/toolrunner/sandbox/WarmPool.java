package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.ProcessStarter.Stage;
import io.agentaiops.toolrunner.sandbox.SandboxedCommand.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Sandboxes that stand ready: making the namespaces takes most of the time of a short command. In each waits a shell of
 * a fixed text that reads an argument vector from us and becomes it; it serves one command and is gone. Only for
 * commands with the {@link Profile#CLOSED} profile.
 */
final class WarmPool {

    private static final Logger LOG = Logger.getLogger(WarmPool.class);

    /** Lines are taken as they are; the vector reaches exec without being read as shell. */
    private static final String WAIT = """
        read -r count
        while [ "$count" -gt 0 ]; do IFS= read -r word; set -- "$@" "$word"; count=$((count - 1)); done
        exec "$@" < /dev/null
        """;

    private static final long PATIENCE_SECONDS = 2;

    private final ProcessStarter starter;
    private final Function<List<String>, List<String>> wrap;
    private final int size;
    private final ConcurrentLinkedQueue<Process> idle = new ConcurrentLinkedQueue<>();
    private final ExecutorService refill = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("sandbox-refill").factory());

    /**
     * A pool that is filled at once.
     *
     * @param wrap puts a vector into a closed sandbox
     * @param size sandboxes that stand ready; 0 for none
     */
    WarmPool(ProcessStarter starter, Function<List<String>, List<String>> wrap, int size) {
        this.starter = starter;
        this.wrap = wrap;
        this.size = size;
        fill();
    }

    /** Runs the command in a sandbox that stands ready; empty when there is none, or the command needs its own. */
    Optional<Process> start(SandboxedCommand command) {
        boolean fits = command.profile().equals(Profile.CLOSED)
                && command.argv().stream().allMatch(word -> word.indexOf('\n') < 0 && word.indexOf('\0') < 0);
        return fits && size > 0 ? take(command.argv()) : Optional.empty();
    }

    private Optional<Process> take(List<String> argv) {
        Process ready = idle.poll();
        fill();
        for (; ready != null; ready = idle.poll()) {
            if (ready.isAlive() && handOver(ready, argv)) {
                return Optional.of(ready);
            }
            ProcessStarter.discard(ready);
        }
        return Optional.empty();
    }

    /** What could not be written whole was not run: the shell becomes the command after its last word only. */
    private static boolean handOver(Process ready, List<String> argv) {
        try (OutputStream words = ready.getOutputStream()) {
            words.write((argv.size() + "\n" + String.join("\n", argv) + "\n").getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            LOG.debugf("a waiting sandbox is gone: %s", e.getMessage());
            return false;
        }
    }

    private void fill() {
        try {
            refill.execute(() -> {
                while (idle.size() < size && add()) {
                    // until it is full, or no more can be made
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the pool is closed");
        }
    }

    private boolean add() {
        try {
            Stage waiting = new Stage(wrap.apply(List.of("/bin/sh", "-c", WAIT)), Map.of());
            return idle.add(starter.open(waiting, true));
        } catch (IOException e) {
            LOG.warnf("no sandbox could be made ready: %s", e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void close() throws InterruptedException {
        refill.shutdown();
        if (!refill.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            LOG.debug("a sandbox is still being made ready");
        }
        for (Process ready = idle.poll(); ready != null; ready = idle.poll()) {
            ProcessStarter.discard(ready);
        }
    }
}
