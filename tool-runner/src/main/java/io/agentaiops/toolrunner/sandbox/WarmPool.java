package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.ProcessStarter.Stage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Sandboxes that stand ready for the commands of pipelines, and for all where there are no slots: making the namespaces
 * takes most of the time of a short command. Each serves one command and is gone. They stand ready from the first call
 * on that needs their kind.
 */
final class WarmPool {

    private static final Logger LOG = Logger.getLogger(WarmPool.class);

    private static final long PATIENCE_SECONDS = 2;

    private final ProcessStarter starter;
    private final Function<SandboxKind, List<String>> vector;
    private final int size;
    private final ConcurrentMap<SandboxKind, Queue<Process>> idle = new ConcurrentHashMap<>();
    private final ExecutorService refill = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("sandbox-refill").factory());

    /**
     * A pool that is filled as it is used.
     *
     * @param vector starts a sandbox of that kind, and in it what {@link HandOver#WAIT} says
     * @param size sandboxes of each kind that stand ready; 0 for none
     */
    WarmPool(ProcessStarter starter, Function<SandboxKind, List<String>> vector, int size) {
        this.starter = starter;
        this.vector = vector;
        this.size = size;
    }

    /**
     * Starts the command in a sandbox that stands ready; empty when there is none, or the command needs its own.
     *
     * @param first whether its standard input is empty; else the caller writes to it
     * @param last whether its errors go the way of its output
     */
    Optional<Process> start(SandboxedCommand command, boolean first, boolean last) {
        Optional<SandboxKind> kind = size > 0 ? SandboxKind.of(command) : Optional.empty();
        return kind.flatMap(fitting -> take(fitting, HandOver.lines(command, first, last), first));
    }

    private Optional<Process> take(SandboxKind kind, byte[] lines, boolean first) {
        Queue<Process> queue = idle(kind);
        Process ready = queue.poll();
        fill(kind);
        for (; ready != null; ready = queue.poll()) {
            if (ready.isAlive() && write(ready, lines, first)) {
                return Optional.of(ready);
            }
            ProcessStarter.discard(ready);
        }
        return Optional.empty();
    }

    private static boolean write(Process ready, byte[] lines, boolean first) {
        try {
            OutputStream input = ready.getOutputStream();
            input.write(lines);
            input.flush();
            if (first) {
                input.close();
            }
            return true;
        } catch (IOException e) {
            LOG.debugf("a waiting sandbox is gone: %s", e.getMessage());
            return false;
        }
    }

    private Queue<Process> idle(SandboxKind kind) {
        return idle.computeIfAbsent(kind, key -> new ConcurrentLinkedQueue<>());
    }

    private void fill(SandboxKind kind) {
        try {
            refill.execute(() -> {
                while (idle(kind).size() < size && add(kind)) {
                    // until it is full, or no more can be made
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the pool is closed");
        }
    }

    private boolean add(SandboxKind kind) {
        try {
            return idle(kind).add(starter.open(new Stage(vector.apply(kind), Map.of()), false));
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
        idle.values().forEach(queue -> {
            for (Process ready = queue.poll(); ready != null; ready = queue.poll()) {
                ProcessStarter.discard(ready);
            }
        });
    }
}
