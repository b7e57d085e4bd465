package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.codec.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The trace of a run, whose id comes from the run's: a run goes on for days, on whichever replica takes it up, and its
 * spans still belong together.
 */
@ApplicationScoped
class RunTraces {

    private final TraceContext traces;

    RunTraces(TraceContext traces) {
        this.traces = traces;
    }

    /** Does something for a run within its trace; below what is done for it already, where there is such a thing. */
    Run in(Run run, Supplier<Run> work) {
        String own = own(run);
        String current = traces.current();
        String parent = current != null && traceOf(current).equals(traceOf(own)) ? current : own;
        Span span = start("advance run", run, parent);
        try (Scope ignored = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    /** A step is over: its span, from its begin on. */
    void ended(Run run, StepRun step, Instant now) {
        Instant started = step.startedAt();
        if (started != null) {
            Span span = traces.startPast("step", own(run), started)
                    .setAttribute("aiops.run.id", run.id().toString())
                    .setAttribute("aiops.procedure", run.procedureId())
                    .setAttribute("aiops.step", step.stepId())
                    .setAttribute("aiops.outcome", step.state().name().toLowerCase(Locale.ROOT));
            if (step.state().isFailure()) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end(now);
        }
    }

    /** The run is over: its span, from its creation on. */
    void ended(Run run, Instant now) {
        Span span = traces.startPast("procedure run", own(run), run.createdAt())
                .setAttribute("aiops.run.id", run.id().toString())
                .setAttribute("aiops.procedure", run.procedureId())
                .setAttribute("aiops.outcome", run.state().name().toLowerCase(Locale.ROOT));
        if (run.state() == RunState.FAILED) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(now);
    }

    private Span start(String name, Run run, String traceParent) {
        return traces.startWork(name, traceParent)
                .setAttribute("aiops.run.id", run.id().toString())
                .setAttribute("aiops.procedure", run.procedureId());
    }

    private static String own(Run run) {
        return TraceContext.ofSubject("run:" + run.id());
    }

    private static String traceOf(String traceParent) {
        return traceParent.split("-", 4)[1];
    }
}
