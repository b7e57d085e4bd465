package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.codec.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs accepted calls in their turn, not more at a time than configured. */
@ApplicationScoped
public class ToolExecutor {

    private static final Logger LOG = Logger.getLogger(ToolExecutor.class);
    private static final long STOP_SECONDS = 5;
    private static final Duration PREVIEW_LIMIT = Duration.ofSeconds(10);

    private final ToolCallStore store;
    private final CallPlanner planner;
    private final CallJournal journal;
    private final CallRun runs;
    private final ExecutionConfig config;
    private final TraceContext traces;
    private final CallQueue queue;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    ToolExecutor(
            ToolCallStore store,
            CallPlanner planner,
            CallJournal journal,
            CallRun runs,
            ExecutionConfig config,
            TraceContext traces) {
        this.store = store;
        this.planner = planner;
        this.journal = journal;
        this.runs = runs;
        this.config = config;
        this.traces = traces;
        this.queue = new CallQueue(config.queue());
    }

    void start(@Observes StartupEvent event) {
        runs.watch(queue);
        for (int i = 0; i < config.concurrency(); i++) {
            workers.execute(this::work);
        }
    }

    /** Runs the call in its turn, unless this replica has it in hand already. */
    public void submit(ToolCall call) {
        submit(call.id(), call.request().fairnessKey());
    }

    /** Runs a call in its turn that was stored just now: it need not be looked up, for the claim finds what has changed. */
    void submitStored(NewToolCall call, Instant storedAt) {
        ToolCall accepted =
                new ToolCall(call, CallState.ACCEPTED, null, false, 0, null, storedAt, null, storedAt, null, null);
        submit(new CallQueue.Work(call.callId(), accepted), call.fairnessKey());
    }

    /**
     * Runs the call in its turn. One that does not fit in memory waits in the table, where the sweeper finds it.
     *
     * @param key whose turn it takes
     */
    void submit(String callId, String key) {
        submit(new CallQueue.Work(callId, null), key);
    }

    private void submit(CallQueue.Work work, String key) {
        if (!queue.offer(work, key)) {
            LOG.debugf("the call is in hand, or waits in the table: callId=%s", work.callId());
        }
    }

    /** Stops what runs, and leaves it so that it can be taken up again where that does no harm. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        workers.shutdownNow();
        if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("tool calls are still running at the end");
        }
    }

    private void work() {
        try {
            while (!workers.isShutdown()) {
                CallQueue.Work work = queue.take();
                String callId = work.callId();
                try {
                    if (work.accepted() == null) {
                        stored(callId).ifPresent(call -> traced(call, this::advance));
                    } else {
                        traced(work.accepted(), this::advanceAccepted);
                    }
                } catch (RuntimeException | Error e) {
                    // A worker that ended would be missed by nobody but those who wait.
                    LOG.errorf(e, "tool call could not be advanced, it is tried again: callId=%s", callId);
                } finally {
                    queue.done(callId);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ToolCall> stored(String callId) {
        return store.find(callId).filter(call -> call.state() == CallState.ACCEPTED);
    }

    private void traced(ToolCall call, Consumer<ToolCall> advance) {
        Span span = traces.startWork("tool-call", call.request().traceParent())
                .setAttribute("gen_ai.tool.name", call.request().tool())
                .setAttribute("aiops.tool_call.id", call.id());
        try (Scope ignored = span.makeCurrent()) {
            advance.accept(call);
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    /** What people are asked is what the table says, for the table is what is judged again when they agree. */
    private void advanceAccepted(ToolCall call) {
        switch (planner.next(call)) {
            case CallPlanner.Next.Ask asked -> stored(call.id()).ifPresent(this::advance);
            case CallPlanner.Next next -> advance(call, next);
        }
    }

    private void advance(ToolCall call) {
        advance(call, planner.next(call));
    }

    private void advance(ToolCall call, CallPlanner.Next next) {
        switch (next) {
            case CallPlanner.Next.End(CallResult result) -> journal.complete(call, result);
            case CallPlanner.Next.Ask asked -> journal.askForApproval(call, asked, preview(asked));
            case CallPlanner.Next.Leave() ->
                LOG.debugf("left to the machine that it was approved for: callId=%s", call.id());
            case CallPlanner.Next.Run planned ->
                journal.claim(call, planned.repeatable()).ifPresent(claimed -> runs.execute(claimed, planned.run()));
        }
    }

    private @Nullable String preview(CallPlanner.Next.Ask asked) {
        return asked.preview() == null ? null : CallRun.previewed(asked.preview(), PREVIEW_LIMIT);
    }
}
