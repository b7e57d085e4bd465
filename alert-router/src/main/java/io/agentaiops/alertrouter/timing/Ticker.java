package io.agentaiops.alertrouter.timing;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs a task on a virtual thread of its own whenever it is woken, and at least once an interval. The task says whether
 * there may be more to do; then it runs again at once. An exception is logged, and the loop goes on.
 */
public final class Ticker implements AutoCloseable {

    /** One round. */
    @FunctionalInterface
    public interface Task {
        /** Does what is due; returns whether there may be more. */
        boolean run();
    }

    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private final String name;
    private final Supplier<Duration> pause;
    private final Task task;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    private Ticker(String name, Supplier<Duration> pause, Task task) {
        this.name = name;
        this.pause = pause;
        this.task = task;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Runs the task at least once an interval. */
    public static Ticker start(String name, Duration interval, Task task) {
        return start(name, () -> interval, task);
    }

    /** Runs the task at least after the pause that is asked for after each round. */
    public static Ticker start(String name, Supplier<Duration> pause, Task task) {
        Ticker ticker = new Ticker(name, pause, task);
        ticker.thread.start();
        return ticker;
    }

    /** Something may be due now. */
    public void wake() {
        wakes.release();
    }

    private void run() {
        while (!closed) {
            boolean more = round();
            if (!more) {
                pause();
            }
        }
    }

    private boolean round() {
        try {
            return task.run();
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.warnf(e, "round failed, goes on ticker=%s", name);
            }
            return false;
        }
    }

    private Duration nextPause() {
        try {
            return pause.get();
        } catch (RuntimeException e) {
            LOG.warnf(e, "pause unknown, one second it is ticker=%s", name);
            return Duration.ofSeconds(1);
        }
    }

    private void pause() {
        try {
            if (wakes.tryAcquire(nextPause().toMillis(), TimeUnit.MILLISECONDS)) {
                wakes.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Ends after the round that is under way. */
    @Override
    public void close() {
        closed = true;
        wakes.release();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
