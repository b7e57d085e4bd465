package io.agentaiops.ragindexer.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class QuestionsFirstTest {

    private final QuestionsFirst questions = new QuestionsFirst();

    @Test
    void nobodyWaitsWhileNobodyAsks() throws InterruptedException {
        long start = System.nanoTime();
        questions.await();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(40));
    }

    @Test
    void aPassageWaitsForTheAnswer() throws Exception {
        AtomicBoolean answered = new AtomicBoolean();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Boolean> question = CompletableFuture.supplyAsync(() -> questions.ask(() -> {
            asked.countDown();
            await(waiting);
            answered.set(true);
            return true;
        }));
        await(asked);
        waiting.countDown();

        questions.await();

        assertThat(answered).isTrue();
        assertThat(question.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void indexingGoesOnUnderConstantLoad() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Boolean> question = CompletableFuture.supplyAsync(() -> questions.ask(() -> {
            asked.countDown();
            await(end);
            return true;
        }));
        await(asked);

        questions.await();

        assertThat(question).isNotDone();
        end.countDown();
        assertThat(question.get(5, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
