package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.Redactor;
import io.agentaiops.eventbus.codec.TraceContext;
import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.Verdict;
import io.agentaiops.toolrunner.expectation.ExpectationJudge;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import io.agentaiops.toolrunner.tool.ToolRun;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs a claimed call to its end, shows what it prints on the way, and writes how it ended. */
@ApplicationScoped
class CallRun {

    private static final Logger LOG = Logger.getLogger(CallRun.class);
    private static final int MAX_PREVIEW = 4000;

    private final ToolCallStore store;
    private final CallJournal journal;
    private final ToolCallEvents events;
    private final CallMetrics metrics;
    private final RunningCalls running;
    private final TraceContext traces;

    CallRun(
            ToolCallStore store,
            CallJournal journal,
            ToolCallEvents events,
            CallMetrics metrics,
            RunningCalls running,
            TraceContext traces) {
        this.store = store;
        this.journal = journal;
        this.events = events;
        this.metrics = metrics;
        this.running = running;
        this.traces = traces;
    }

    void watch(CallQueue queue) {
        metrics.watch(queue);
    }

    void execute(ToolCall call, ToolRun run) {
        Long waited = call.queueMs();
        if (waited != null) {
            metrics.started(call.request().tool(), Duration.ofMillis(waited));
        }
        Shown shown = new Shown();
        long start = System.nanoTime();
        try {
            ToolOutcome outcome = running.run(
                    call.id(),
                    () -> traced(
                            call,
                            () -> run.run(call.request().timeout(), printed -> {
                                String redacted = Redactor.redact(PrintableText.of(printed));
                                shown.add(redacted);
                                show(call, redacted);
                            })));
            end(call, result(call.request(), outcome));
        } catch (RunningCalls.Stopped e) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            store.find(call.id())
                    .map(ToolCall::cancellation)
                    .ifPresent(taken -> end(call, taken.whileItRan(shown.text(), shown.cut(), took.toMillis())));
        } catch (InterruptedException e) {
            // The flag stays down until this is written: the database driver would take it for itself.
            store.find(call.id())
                    .filter(running -> running.state() == CallState.RUNNING)
                    .ifPresent(journal::recover);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // Nothing may leave a call without an end.
            LOG.errorf(e, "tool failed unexpectedly: callId=%s", call.id());
            journal.complete(
                    call,
                    CallState.RUNNING,
                    CallResult.without(CallState.FAILED, "the tool failed unexpectedly: " + e));
        }
    }

    /** The tool itself, in its sandbox where it has one. */
    private ToolOutcome traced(ToolCall call, RunningCalls.Work work) throws InterruptedException {
        Span span = traces.startPart("execute_tool", SpanKind.INTERNAL)
                .setAttribute("gen_ai.operation.name", "execute_tool")
                .setAttribute("gen_ai.tool.name", call.request().tool());
        try (Scope ignored = span.makeCurrent()) {
            ToolOutcome outcome = work.run();
            span.setAttribute("aiops.outcome", outcome.ending().name().toLowerCase(Locale.ROOT));
            if (outcome.ending() != ToolOutcome.Ending.ENDED) {
                span.setStatus(StatusCode.ERROR);
            }
            return outcome;
        } catch (InterruptedException | RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    private void end(ToolCall call, CallResult result) {
        if (!journal.complete(call, CallState.RUNNING, result)) {
            LOG.warnf("the result came after another replica had taken the call over: callId=%s", call.id());
        }
    }

    /** Who looks on must never disturb what runs. */
    private void show(ToolCall call, String redacted) {
        try {
            events.progressed(call, redacted);
        } catch (RuntimeException e) {
            LOG.debugf("progress is lost: callId=%s: %s", call.id(), e.getMessage());
        }
    }

    /** What a look shows; one that fails says so and keeps nobody from deciding. */
    static @Nullable String previewed(ToolRun look, Duration limit) {
        try {
            ToolOutcome outcome = look.run(limit);
            String shown = outcome.output().isBlank() && outcome.reason() != null
                    ? "no preview: " + outcome.reason()
                    : outcome.output();
            String redacted = Redactor.redact(PrintableText.of(shown));
            return redacted.length() > MAX_PREVIEW ? redacted.substring(0, MAX_PREVIEW) + "\n[...]" : redacted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (RuntimeException e) {
            return "no preview: " + e.getMessage();
        }
    }

    private static CallResult result(NewToolCall request, ToolOutcome outcome) {
        Expectation expect = request.expect();
        Verdict verdict = expect == null ? null : ExpectationJudge.judge(expect, outcome.exitCode(), outcome.output());
        CallState state = state(outcome, expect);
        return new CallResult(
                state,
                Redactor.redact(PrintableText.of(outcome.output())),
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
            return Redactor.redact(PrintableText.of(outcome.reason()));
        }
        return state == CallState.FAILED ? "exit code " + outcome.exitCode() : null;
    }
}
