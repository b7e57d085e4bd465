package io.agentaiops.ragindexer.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes the workers up when there is something to do, and whoever waits for them when something was done. Raising it again
 * before it is seen is once enough.
 */
@ApplicationScoped
class IngestionSignal {

    /** What there may be to do. */
    enum Work {
        INDEX,
        EXTRACT
    }

    private final Map<Work, Semaphore> raised = new EnumMap<>(Work.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition worked = lock.newCondition();
    private long turns;

    IngestionSignal() {
        for (Work work : Work.values()) {
            raised.put(work, new Semaphore(0));
        }
    }

    /** There is something new; of what kind, the workers find out. */
    void raise() {
        raised.values().forEach(Semaphore::release);
    }

    /** There may be more of that kind. */
    void raise(Work work) {
        Semaphore of = raised.get(work);
        if (of != null) {
            of.release();
        }
    }

    /** Waits until it is raised, but no longer than that. */
    void await(Work work, Duration atMost) throws InterruptedException {
        Semaphore mine = raised.getOrDefault(work, new Semaphore(0));
        if (mine.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            mine.drainPermits();
        }
    }

    /** Something was done. */
    void worked() {
        lock.lock();
        try {
            turns++;
            worked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something was done, by this replica, but no longer than that. */
    void awaitWorked(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long seen = turns;
            long left = atMost.toNanos();
            while (turns == seen && left > 0) {
                left = worked.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
