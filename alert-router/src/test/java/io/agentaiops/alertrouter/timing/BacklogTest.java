package io.agentaiops.alertrouter.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BacklogTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Backlog backlog = new Backlog(Duration.ofHours(1));
    private final AtomicLong alerts = new AtomicLong();
    private final AtomicLong notifications = new AtomicLong();

    BacklogTest() {
        watch(backlog);
    }

    private Backlog watch(Backlog which) {
        which.add(alerts::get);
        which.add(notifications::get);
        return which;
    }

    private CompletableFuture<Void> givingWay() {
        return CompletableFuture.runAsync(() -> {
            try {
                backlog.giveWay();
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void nobodyWaitsWhileLittleIsOnItsWay() throws InterruptedException {
        alerts.set(60);
        notifications.set(39);

        backlog.giveWay();

        assertThat(backlog.isStormy()).isFalse();
    }

    @Test
    void booksWaitUntilPeopleWereTold() {
        alerts.set(60);
        notifications.set(60);
        assertThat(backlog.isStormy()).isTrue();
        CompletableFuture<Void> books = givingWay();

        alerts.set(50);
        backlog.less();
        await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> !books.isDone());
        notifications.set(0);
        backlog.less();

        await().atMost(SOON).until(books::isDone);
    }

    @Test
    void stormThatLastsLeavesTheBooksTheirTime() throws InterruptedException {
        Backlog impatient = watch(new Backlog(Duration.ofSeconds(2)));
        alerts.set(10_000);
        long begin = System.nanoTime();

        impatient.giveWay();

        assertThat(System.nanoTime() - begin)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2).toNanos());
        // Not two seconds each: the test may not last that long.
        for (int i = 0; i < 20; i++) {
            impatient.giveWay();
        }
    }
}
