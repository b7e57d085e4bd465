package io.agentaiops.alertrouter.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The notifications of one way that bundles: the first goes at once; what comes within the time after it goes together when
 * that is over.
 */
final class BundlingLane implements Lane {

    private static final int MOST = 20;

    private final LinkedBlockingQueue<Notification> line = new LinkedBlockingQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final Duration window;
    private final int places;
    private final Executor executor;
    private final CountDownLatch closing;
    private final Consumer<List<Notification>> sender;
    private volatile long quietUntil = System.nanoTime();

    BundlingLane(
            Duration window,
            int places,
            Executor executor,
            CountDownLatch closing,
            Consumer<List<Notification>> sender) {
        this.window = window;
        this.places = places;
        this.executor = executor;
        this.closing = closing;
        this.sender = sender;
    }

    @Override
    public void add(Notification notification) {
        line.add(notification);
        start();
    }

    @Override
    public boolean isFull() {
        return line.size() >= places;
    }

    private void start() {
        if (running.compareAndSet(false, true)) {
            executor.execute(this::run);
        }
    }

    private void run() {
        try {
            while (!line.isEmpty() && !isClosing(quietUntil - System.nanoTime())) {
                List<Notification> bundle = new ArrayList<>();
                line.drainTo(bundle, MOST);
                quietUntil = System.nanoTime() + window.toNanos();
                sender.accept(bundle);
            }
        } finally {
            running.set(false);
        }
        if (!line.isEmpty() && closing.getCount() > 0) {
            start();
        }
    }

    /** Waits that long; whether the service ends meanwhile. What waits then is given back with the other claims. */
    private boolean isClosing(long nanos) {
        try {
            return closing.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
