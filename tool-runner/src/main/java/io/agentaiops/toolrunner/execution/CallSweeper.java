package io.agentaiops.toolrunner.execution;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Says that this replica is alive, and takes up what was left behind. */
@ApplicationScoped
class CallSweeper {

    private static final Logger LOG = Logger.getLogger(CallSweeper.class);
    /** As many as a queue takes, so that a flood that waits in the table does not run slower than one in memory. */
    private static final int BATCH = 1000;
    /** Until then, whoever accepted a call is expected to start it. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(2);

    private final ToolCallStore calls;
    private final Heartbeat heartbeat;
    private final CallJournal journal;
    private final ToolExecutor executor;
    private final CallCanceller canceller;

    CallSweeper(
            ToolCallStore calls,
            Heartbeat heartbeat,
            CallJournal journal,
            ToolExecutor executor,
            CallCanceller canceller) {
        this.calls = calls;
        this.heartbeat = heartbeat;
        this.journal = journal;
        this.executor = executor;
        this.canceller = canceller;
    }

    @Scheduled(
            every = "${aiops.execution.sweep-interval:2s}",
            identity = "call-sweep",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        heartbeat.forgetDead();
        for (String callId : journal.recoverOrphans()) {
            LOG.infof("running a call again that a dead replica left: callId=%s", callId);
            calls.find(callId).ifPresent(executor::submit);
        }
        journal.expireUndecided();
        calls.unstarted(LEFT_BEHIND, BATCH)
                .forEach(waiting -> executor.submit(waiting.callId(), waiting.fairnessKey()));
    }

    /** By itself, so that a long look at the table does not make this replica seem dead. */
    @Scheduled(
            every = "${aiops.execution.heartbeat-interval:1s}",
            identity = "runner-heartbeat",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void beat() {
        heartbeat.beat();
        canceller.stopMarked();
    }

    /** After the executor has stopped: so that others need not wait for this replica's silence. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        heartbeat.stop();
    }
}
