package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.ProcessStarter.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Slots for single commands. Of each kind so many are kept as have been in use at once, up to a limit; closed ones stand
 * ready from the start.
 */
final class SlotPool {

    private static final Logger LOG = Logger.getLogger(SlotPool.class);

    private final ProcessStarter starter;
    private final Function<SandboxKind, List<String>> vector;
    private final int most;
    private final ConcurrentMap<SandboxKind, Queue<Slot>> idle = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * A pool that is filled at once.
     *
     * @param vector starts a slot
     * @param ready closed slots that stand ready from the start; twice as many of each kind are kept
     */
    SlotPool(ProcessStarter starter, Function<SandboxKind, List<String>> vector, int ready) {
        this.starter = starter;
        this.vector = vector;
        this.most = 2 * ready;
        Thread.ofVirtual().name("sandbox-slots").start(() -> fill(ready));
    }

    private void fill(int ready) {
        try {
            for (int i = 0; i < ready; i++) {
                giveBack(SandboxKind.CLOSED, open(SandboxKind.CLOSED));
            }
        } catch (IOException e) {
            LOG.warnf("no sandbox could be made ready: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a command with empty standard input; empty when it needs a sandbox of its own. */
    Optional<Started> start(SandboxedCommand command) throws IOException, InterruptedException {
        Optional<SandboxKind> kind = SandboxKind.of(command);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        byte[] lines = HandOver.lines(command, true, true);
        for (Slot slot = idle(kind.get()).poll();
                slot != null;
                slot = idle(kind.get()).poll()) {
            if (slot.isSound() && handOver(slot, lines)) {
                return Optional.of(new SlotCall(this, kind.get(), slot));
            }
            ProcessStarter.discard(slot.process());
        }
        Slot slot = open(kind.get());
        slot.write(lines);
        return Optional.of(new SlotCall(this, kind.get(), slot));
    }

    private static boolean handOver(Slot slot, byte[] lines) {
        try {
            slot.write(lines);
            return true;
        } catch (IOException e) {
            LOG.debugf("a slot is gone: %s", e.getMessage());
            return false;
        }
    }

    private Slot open(SandboxKind kind) throws IOException, InterruptedException {
        Process process = starter.open(new Stage(vector.apply(kind), Map.of()), true);
        try {
            return Slot.open(process);
        } catch (IOException e) {
            ProcessStarter.discard(process);
            throw e;
        }
    }

    /** Keeps the slot for a further command, or ends it. */
    void giveBack(SandboxKind kind, Slot slot) {
        Queue<Slot> queue = idle(kind);
        if (slot.isSound() && queue.size() < most) {
            queue.add(slot);
        } else {
            ProcessStarter.discard(slot.process());
        }
        if (closed) {
            close();
        }
    }

    private Queue<Slot> idle(SandboxKind kind) {
        return idle.computeIfAbsent(kind, key -> new ConcurrentLinkedQueue<>());
    }

    void close() {
        closed = true;
        idle.values().forEach(queue -> {
            for (Slot slot = queue.poll(); slot != null; slot = queue.poll()) {
                ProcessStarter.discard(slot.process());
            }
        });
    }
}
