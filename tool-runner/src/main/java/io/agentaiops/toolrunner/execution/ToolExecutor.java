package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.Redactor;
import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.Verdict;
import io.agentaiops.toolrunner.expectation.ExpectationJudge;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import io.agentaiops.toolrunner.tool.ToolRun;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs accepted calls, each on a virtual thread of its own and not more at a time than configured. */
@ApplicationScoped
public class ToolExecutor {

    private static final Logger LOG = Logger.getLogger(ToolExecutor.class);
    private static final long STOP_SECONDS = 5;

    private final ToolCallStore store;
    private final CallPlanner planner;
    private final CallJournal journal;
    private final Semaphore permits;
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ToolExecutor(ToolCallStore store, CallPlanner planner, CallJournal journal, ExecutionConfig config) {
        this.store = store;
        this.planner = planner;
        this.journal = journal;
        this.permits = new Semaphore(config.concurrency(), true);
    }

    /** Runs the call soon, unless this replica has it in hand already. */
    public void submit(String callId) {
        if (!inHand.add(callId)) {
            return;
        }
        try {
            threads.execute(() -> run(callId));
        } catch (RejectedExecutionException e) {
            // Stopping: another replica, or the next start, finds it.
            inHand.remove(callId);
        }
    }

    /** Stops what runs, and leaves it so that it can be taken up again where that does no harm. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("tool calls are still running at the end");
        }
    }

    private void run(String callId) {
        try {
            permits.acquire();
            try {
                store.find(callId)
                        .filter(call -> call.state() == CallState.ACCEPTED)
                        .ifPresent(this::advance);
            } finally {
                permits.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "tool call could not be advanced, it is tried again: callId=%s", callId);
        } finally {
            inHand.remove(callId);
        }
    }

    private void advance(ToolCall call) {
        switch (planner.next(call)) {
            case CallPlanner.Next.End(CallResult result) -> journal.complete(call, result);
            case CallPlanner.Next.Ask(String plan) -> journal.askForApproval(call, plan);
            case CallPlanner.Next.Run(ToolRun run, boolean repeatable) -> {
                if (journal.claim(call, repeatable)) {
                    execute(call, run);
                }
            }
        }
    }

    private void execute(ToolCall call, ToolRun run) {
        try {
            CallResult result = result(call.request(), run.run(call.request().timeout()));
            if (!journal.complete(call, CallState.RUNNING, result)) {
                LOG.warnf("the result came after another replica had taken the call over: callId=%s", call.id());
            }
        } catch (InterruptedException e) {
            // The flag stays down until this is written: the database driver would take it for itself.
            store.find(call.id())
                    .filter(running -> running.state() == CallState.RUNNING)
                    .ifPresent(journal::recover);
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "tool failed unexpectedly: callId=%s", call.id());
            journal.complete(
                    call,
                    CallState.RUNNING,
                    CallResult.without(CallState.FAILED, "the tool failed unexpectedly: " + e));
        }
    }

    private static CallResult result(NewToolCall request, ToolOutcome outcome) {
        Expectation expect = request.expect();
        Verdict verdict = expect == null ? null : ExpectationJudge.judge(expect, outcome.exitCode(), outcome.output());
        CallState state = state(outcome, expect);
        return new CallResult(
                state,
                Redactor.redact(outcome.output()),
                outcome.truncated(),
                outcome.exitCode(),
                reason(state, outcome),
                verdict,
                outcome.sandbox(),
                outcome.duration().toMillis());
    }

    private static CallState state(ToolOutcome outcome, @Nullable Expectation expect) {
        return switch (outcome.ending()) {
            case FAILED -> CallState.FAILED;
            case TIMED_OUT -> CallState.TIMED_OUT;
            case ENDED -> {
                Integer expected = expect == null ? null : expect.exitCode();
                int good = Objects.requireNonNullElse(expected, 0);
                Integer code = outcome.exitCode();
                yield code == null || code == good ? CallState.SUCCEEDED : CallState.FAILED;
            }
        };
    }

    private static @Nullable String reason(CallState state, ToolOutcome outcome) {
        if (outcome.reason() != null) {
            return Redactor.redact(outcome.reason());
        }
        return state == CallState.FAILED ? "exit code " + outcome.exitCode() : null;
    }
}
