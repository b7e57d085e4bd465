package io.agentaiops.alertrouter.notification;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The notifications of one way of one receiver: so many at a time, the others in line. */
final class SendingLane implements Lane {

    private final Queue<Notification> line = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final int places;
    private final Executor executor;
    private final Consumer<Notification> sender;

    SendingLane(int places, Executor executor, Consumer<Notification> sender) {
        this.places = places;
        this.executor = executor;
        this.sender = sender;
    }

    @Override
    public void add(Notification notification) {
        line.add(notification);
        waiting.incrementAndGet();
        startIfThereIsAPlace();
    }

    @Override
    public boolean isFull() {
        return waiting.get() >= places;
    }

    private void startIfThereIsAPlace() {
        int now = running.get();
        while (now < places) {
            if (running.compareAndSet(now, now + 1)) {
                executor.execute(this::run);
                return;
            }
            now = running.get();
        }
    }

    private void run() {
        try {
            Notification next = line.poll();
            while (next != null) {
                waiting.decrementAndGet();
                sender.accept(next);
                next = line.poll();
            }
        } finally {
            running.decrementAndGet();
        }
        // Something may have come after the last look, when every place still seemed taken.
        if (!line.isEmpty()) {
            startIfThereIsAPlace();
        }
    }
}
