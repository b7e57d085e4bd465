package io.agentaiops.toolrunner.execution;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;

/** Wakes those who wait for a call in this process. Only a hint: the state is in the database. */
@ApplicationScoped
class CompletionSignal {

    private final ConcurrentMap<String, CountDownLatch> waiting = new ConcurrentHashMap<>();

    /** What is counted down at the call's next change; ask for it before looking at the call. */
    CountDownLatch next(String callId) {
        return waiting.computeIfAbsent(callId, id -> new CountDownLatch(1));
    }

    void changed(String callId) {
        CountDownLatch latch = waiting.remove(callId);
        if (latch != null) {
            latch.countDown();
        }
    }

    void forget(String callId, CountDownLatch latch) {
        waiting.remove(callId, latch);
    }
}
