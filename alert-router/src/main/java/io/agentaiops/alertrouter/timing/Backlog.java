package io.agentaiops.alertrouter.timing;

import io.agentaiops.eventbus.outbox.RelayBrake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How much is on its way to people in this replica: alerts that were accepted and not applied, notifications that were
 * claimed and not sent. While it is very much, what only keeps the books comes later: first people are told.
 */
@ApplicationScoped
public class Backlog implements RelayBrake {

    /** From here on there is a storm. */
    private static final int STORM = 100;

    /** So long the bus waits for a storm at most; then it has as long for itself, so that what waits never piles up. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final long longest;
    private final List<LongSupplier> parts = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition calm = lock.newCondition();
    private volatile boolean awaited;

    /** {@link System#nanoTime()} until which the bus does not wait again. */
    private long busUntil = System.nanoTime();

    @Inject
    Backlog() {
        this(LONGEST);
    }

    Backlog(Duration longest) {
        this.longest = longest.toNanos();
    }

    /** Counts what is on its way at one place; whoever lets it become less calls {@link #less()}. */
    public void add(LongSupplier part) {
        parts.add(part);
    }

    /** Less is on its way than before. */
    public void less() {
        if (awaited && !isStormy()) {
            lock.lock();
            try {
                calm.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether very much is on its way. */
    public boolean isStormy() {
        long all = 0;
        for (LongSupplier part : parts) {
            all += part.getAsLong();
        }
        return all >= STORM;
    }

    @Override
    public void giveWay() throws InterruptedException {
        lock.lock();
        try {
            awaited = true;
            long left = System.nanoTime() - busUntil < 0 ? 0 : longest;
            while (left > 0 && isStormy()) {
                left = calm.awaitNanos(left);
                if (left <= 0) {
                    busUntil = System.nanoTime() + longest;
                }
            }
        } finally {
            awaited = false;
            lock.unlock();
        }
    }
}
