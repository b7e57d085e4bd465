package io.agentaiops.toolrunner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CallQueueTest {

    @Test
    void keysTakeTurnsHoweverManyCallsOneHas() throws InterruptedException {
        CallQueue queue = new CallQueue(100);
        for (int i = 0; i < 5; i++) {
            queue.offer(call("a" + i), "a");
        }
        queue.offer(call("b0"), "b");
        queue.offer(call("c0"), "c");
        queue.offer(call("b1"), "b");

        List<String> order = new ArrayList<>();
        while (queue.size() > 0) {
            order.add(queue.take().callId());
        }

        assertThat(order).containsExactly("a0", "b0", "c0", "a1", "b1", "a2", "a3", "a4");
    }

    @Test
    void callIsInHandOnceUntilItIsDone() throws InterruptedException {
        CallQueue queue = new CallQueue(100);

        assertThat(queue.offer(call("a"), "k")).isTrue();
        assertThat(queue.offer(call("a"), "k")).isFalse();
        queue.take();
        assertThat(queue.offer(call("a"), "k")).isFalse();
        queue.done("a");
        assertThat(queue.offer(call("a"), "k")).isTrue();
    }

    @Test
    void whatDoesNotFitIsLeftToTheTable() throws InterruptedException {
        CallQueue queue = new CallQueue(2);

        assertThat(queue.offer(call("a"), "k")).isTrue();
        assertThat(queue.offer(call("b"), "k")).isTrue();
        assertThat(queue.offer(call("c"), "k")).isFalse();
        queue.take();
        assertThat(queue.offer(call("c"), "k")).isTrue();
    }

    @Test
    void fullQueueMakesRoomForWhoWaitsWithFew() throws InterruptedException {
        CallQueue queue = new CallQueue(4);
        for (int i = 0; i < 4; i++) {
            queue.offer(call("a" + i), "a");
        }

        assertThat(queue.offer(call("a4"), "a")).isFalse();
        assertThat(queue.offer(call("b0"), "b")).isTrue();
        assertThat(queue.offer(call("b1"), "b")).isTrue();
        assertThat(queue.offer(call("b2"), "b")).isFalse();

        assertThat(List.of(queue.take(), queue.take(), queue.take(), queue.take()))
                .extracting(CallQueue.Work::callId)
                .containsExactly("a0", "b0", "a1", "b1");
        assertThat(queue.offer(call("a3"), "a"))
                .as("put off, not in hand any more")
                .isTrue();
    }

    @Test
    void severalWorkersTakeEachCallOnce() throws InterruptedException {
        CallQueue queue = new CallQueue(10_000);
        Set<String> taken = new ConcurrentSkipListSet<>();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            workers.add(Thread.startVirtualThread(() -> {
                try {
                    while (true) {
                        assertThat(taken.add(queue.take().callId())).isTrue();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        Set<String> offered = new TreeSet<>();
        for (int i = 0; i < 2000; i++) {
            offered.add("call" + i);
            queue.offer(call("call" + i), "key" + i % 7);
        }
        while (taken.size() < offered.size()) {
            Thread.onSpinWait();
        }
        workers.forEach(Thread::interrupt);

        assertThat(taken).isEqualTo(offered);
    }

    private static CallQueue.Work call(String id) {
        return new CallQueue.Work(id, null);
    }
}
