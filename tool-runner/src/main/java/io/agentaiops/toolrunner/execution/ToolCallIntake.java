package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.AfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes calls in. */
@ApplicationScoped
public class ToolCallIntake {

    /** How long a waiter trusts the signal before it looks again: another replica may have run the call. */
    private static final long LOOK_AGAIN_MS = 500;

    private final ToolCallStore store;
    private final ToolExecutor executor;
    private final AfterCommit afterCommit;
    private final CompletionSignal signal;
    private final Clock clock;

    ToolCallIntake(
            ToolCallStore store, ToolExecutor executor, AfterCommit afterCommit, CompletionSignal signal, Clock clock) {
        this.store = store;
        this.executor = executor;
        this.afterCommit = afterCommit;
        this.signal = signal;
        this.clock = clock;
    }

    /** Stores the call, and starts it once that is committed; a call with a known id changes nothing. */
    @Transactional
    public void accept(NewToolCall call) {
        acceptAll(List.of(call));
    }

    /** Stores the calls in their order, and starts them once that is committed; one with a known id changes nothing. */
    @Transactional
    public void acceptAll(List<NewToolCall> calls) {
        Instant now = clock.instant();
        List<NewToolCall> fresh = store.insert(calls, now);
        afterCommit.run(() -> fresh.forEach(call -> executor.submitStored(call, now)));
    }

    /** The call as soon as it has ended or waits for a person, or as it is when the time is up. */
    Optional<ToolCall> await(String callId, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            CountDownLatch changed = signal.next(callId);
            Optional<ToolCall> call = store.find(callId);
            long left = end - System.nanoTime();
            if (left <= 0
                    || call.isEmpty()
                    || call.get().state().isFinal()
                    || call.get().state() == CallState.WAITING_APPROVAL) {
                signal.forget(callId, changed);
                return call;
            }
            boolean woken =
                    changed.await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MS)), TimeUnit.NANOSECONDS);
            if (!woken) {
                signal.forget(callId, changed);
            }
        }
    }
}
