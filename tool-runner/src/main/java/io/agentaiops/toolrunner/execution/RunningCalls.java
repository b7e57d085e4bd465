package io.agentaiops.toolrunner.execution;

import io.agentaiops.toolrunner.tool.ToolOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The calls that this replica is running, each of which can be stopped. */
@ApplicationScoped
class RunningCalls {

    /** Runs a tool. */
    @FunctionalInterface
    interface Work {
        ToolOutcome run() throws InterruptedException;
    }

    /** A run was stopped because its call was taken back. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    /** Interrupts its thread while the tool runs, and never after: what follows writes to the database. */
    private static final class Stoppable {
        private final Thread thread = Thread.currentThread();
        private final Lock lock = new ReentrantLock();
        private boolean over;
        private boolean stopped;

        void stop() {
            lock.lock();
            try {
                if (!over) {
                    stopped = true;
                    thread.interrupt();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Whether it was stopped; then the interrupt was ours, and goes no further. */
        boolean end() {
            lock.lock();
            try {
                over = true;
                if (stopped) {
                    Thread.interrupted();
                }
                return stopped;
            } finally {
                lock.unlock();
            }
        }
    }

    private final ConcurrentMap<String, Stoppable> running = new ConcurrentHashMap<>();

    /**
     * Runs a tool to its end.
     *
     * @throws Stopped when it did not come to its end, because {@link #stop} was called
     * @throws InterruptedException when this replica stops
     */
    ToolOutcome run(String callId, Work work) throws Stopped, InterruptedException {
        Stoppable stoppable = new Stoppable();
        running.put(callId, stoppable);
        try {
            ToolOutcome outcome = work.run();
            // One that came to its end all the same tells the truth; a failure is the stop's doing.
            if (stoppable.end() && outcome.ending() == ToolOutcome.Ending.FAILED) {
                throw new Stopped();
            }
            return outcome;
        } catch (InterruptedException | RuntimeException e) {
            if (stoppable.end()) {
                throw new Stopped();
            }
            throw e;
        } finally {
            running.remove(callId, stoppable);
            stoppable.end();
        }
    }

    /** Stops the call if it runs here. */
    void stop(String callId) {
        Stoppable stoppable = running.get(callId);
        if (stoppable != null) {
            stoppable.stop();
        }
    }

    boolean isEmpty() {
        return running.isEmpty();
    }
}
