package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.crypto.UnreadableText;
import io.agentaiops.agentgateway.run.LeaseKeeper;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunEvent;
import io.agentaiops.agentgateway.run.RunJournal;
import io.agentaiops.agentgateway.run.RunLeases;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.agentgateway.toolcall.ToolCallTracker.Grant;
import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.codec.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Works on runs: under a lease, until a run has ended or must wait. Started right after the commit of whatever gives it
 * something to do; the sweeper finds what a killed gateway left behind.
 */
@ApplicationScoped
public class Agent {

    private static final Logger LOG = Logger.getLogger(Agent.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration PUT_OFF = Duration.ofMinutes(1);
    private static final int SWEPT_AT_ONCE = 50;

    private final RunLeases leases;
    private final LeaseKeeper keeper;
    private final RunStore runs;
    private final RunJournal journal;
    private final RunAdvancer advancer;
    private final AgentMetrics metrics;
    private final AfterCommit afterCommit;
    private final TraceContext traces;
    private final Clock clock;

    Agent(
            RunLeases leases,
            LeaseKeeper keeper,
            RunStore runs,
            RunJournal journal,
            RunAdvancer advancer,
            AgentMetrics metrics,
            AfterCommit afterCommit,
            TraceContext traces,
            Clock clock) {
        this.leases = leases;
        this.keeper = keeper;
        this.runs = runs;
        this.journal = journal;
        this.advancer = advancer;
        this.metrics = metrics;
        this.afterCommit = afterCommit;
        this.traces = traces;
        this.clock = clock;
    }

    /** Works on the run once the current transaction has committed, on a thread of its own. */
    public void start(String runId) {
        afterCommit.run(() -> {
            String owner = Ids.next();
            claim(runId, owner).ifPresent(run -> work(run, owner));
        });
    }

    private void resume(String runId) {
        String owner = Ids.next();
        claim(runId, owner).ifPresent(run -> {
            metrics.resumed();
            goOn(new Grant(runId, owner, run));
        });
    }

    /** Goes on with a run whose lease was taken in the current transaction, once that has committed. */
    public void goOn(Grant grant) {
        afterCommit.run(() -> {
            Run run = grant.run();
            if (run == null) {
                runs.find(grant.runId()).ifPresent(read -> work(read, grant.owner()));
            } else {
                work(run, grant.owner());
            }
        });
    }

    @Scheduled(every = "1s", identity = "run-sweeper", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        for (String runId : leases.abandoned(clock.instant(), SWEPT_AT_ONCE)) {
            try {
                resume(runId);
            } catch (UnreadableText e) {
                LOG.errorf("a run cannot be decrypted runId=%s reason=%s", runId, e.getMessage());
                if (!advancer.endUnread(runId)) {
                    leases.postpone(runId, clock.instant().plus(PUT_OFF));
                }
            } catch (RuntimeException e) {
                // One run that cannot be read must not keep the others from being found.
                LOG.errorf(e, "a run cannot be taken up runId=%s", runId);
                leases.postpone(runId, clock.instant().plus(PUT_OFF));
            }
        }
    }

    /** Takes the lease; who follows the run is told of its beginning in the same commit. */
    private Optional<Run> claim(String runId, String owner) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Optional<Run> run = leases.claim(runId, owner, clock.instant(), keeper.lease());
            run.filter(taken -> taken.notes() == null)
                    .ifPresent(taken -> journal.add(
                            runId, RunEvent.RUN, Map.of("state", taken.state().label())));
            return run;
        });
    }

    private void work(Run run, String owner) {
        Span span = traces.startPart("invoke_agent", SpanKind.INTERNAL)
                .setAttribute("gen_ai.operation.name", "invoke_agent")
                .setAttribute("aiops.run.id", run.id());
        try (Scope ignored = span.makeCurrent();
                LeaseKeeper.Hold hold = keeper.hold(run.id(), owner)) {
            work(run, hold);
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            LOG.errorf(e, "a step failed runId=%s", run.id());
            recover(run.id(), owner);
        } finally {
            span.end();
        }
    }

    private void work(Run taken, LeaseKeeper.Hold hold) {
        Optional<Run> run = Optional.of(taken);
        while (run.isPresent() && !run.get().hasEnded() && !hold.getAsBoolean()) {
            switch (step(run.get(), hold)) {
                case RunAdvancer.Progress.GoOn goOn -> {}
                case RunAdvancer.Progress.Over over -> {
                    return;
                }
                case RunAdvancer.Progress.WaitUntil wait -> {
                    if (leases.release(run.get(), hold.owner(), wait.time())) {
                        return;
                    }
                }
            }
            run = runs.find(taken.id());
        }
    }

    private RunAdvancer.Progress step(Run run, LeaseKeeper.Hold hold) {
        Span span = traces.startPart("step", SpanKind.INTERNAL);
        try (Scope ignored = span.makeCurrent()) {
            return advancer.step(run, hold);
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    private void recover(String runId, String owner) {
        Instant now = clock.instant();
        Optional<Run> late = runs.find(runId).filter(run -> now.isAfter(run.deadline()));
        if (late.isPresent()) {
            advancer.fail(late.get(), owner, "an internal error kept coming back; the gateway's log has the details");
        } else {
            leases.drop(runId, owner, now.plus(RETRY));
        }
    }
}
