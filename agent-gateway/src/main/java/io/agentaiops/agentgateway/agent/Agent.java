package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunEvent;
import io.agentaiops.agentgateway.run.RunJournal;
import io.agentaiops.agentgateway.run.RunLeases;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventbus.Ids;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Works on runs: under a lease, until a run has ended or must wait. Started right after the commit of whatever gives it
 * something to do; the sweeper finds what a killed gateway left behind.
 */
@ApplicationScoped
public class Agent {

    private static final Logger LOG = Logger.getLogger(Agent.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(1);
    private static final int SWEPT_AT_ONCE = 50;

    private final RunLeases leases;
    private final RunStore runs;
    private final RunJournal journal;
    private final RunAdvancer advancer;
    private final AgentConfig config;
    private final AfterCommit afterCommit;
    private final Clock clock;

    Agent(
            RunLeases leases,
            RunStore runs,
            RunJournal journal,
            RunAdvancer advancer,
            AgentConfig config,
            AfterCommit afterCommit,
            Clock clock) {
        this.leases = leases;
        this.runs = runs;
        this.journal = journal;
        this.advancer = advancer;
        this.config = config;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** Works on the run once the current transaction has committed, on a thread of its own. */
    public void start(String runId) {
        afterCommit.run(() -> work(runId));
    }

    @Scheduled(every = "2s", identity = "run-sweeper", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        leases.abandoned(clock.instant(), SWEPT_AT_ONCE).forEach(this::start);
    }

    private void work(String runId) {
        String owner = Ids.next();
        Instant now = clock.instant();
        leases.claim(runId, owner, now, now.plus(config.lease())).ifPresent(run -> {
            try {
                work(run, owner);
            } catch (RuntimeException e) {
                LOG.errorf(e, "a step failed runId=%s", runId);
                recover(run, owner);
            }
        });
    }

    private void work(Run claimed, String owner) {
        if (claimed.notes() == null) {
            journal.add(
                    claimed.id(), RunEvent.RUN, Map.of("state", claimed.state().label()));
        }
        Optional<Run> run = Optional.of(claimed);
        while (run.isPresent() && !run.get().hasEnded()) {
            switch (advancer.step(run.get(), owner, lost(claimed.id(), owner))) {
                case RunAdvancer.Progress.GoOn goOn -> leases.renew(List.of(claimed.id()), owner, leaseEnd());
                case RunAdvancer.Progress.Over over -> {
                    return;
                }
                case RunAdvancer.Progress.WaitUntil wait -> {
                    if (leases.release(run.get(), owner, wait.time())) {
                        return;
                    }
                }
            }
            run = runs.find(claimed.id());
        }
    }

    /** Renews the lease now and then, and tells when somebody else took it or ended the run. */
    private BooleanSupplier lost(String runId, String owner) {
        return new BooleanSupplier() {
            private Instant renewedAt = clock.instant();
            private boolean lost;

            @Override
            public boolean getAsBoolean() {
                Instant now = clock.instant();
                if (!lost && now.isAfter(renewedAt.plus(RENEW_EVERY))) {
                    lost = leases.renew(List.of(runId), owner, leaseEnd()).isEmpty();
                    renewedAt = now;
                }
                return lost;
            }
        };
    }

    private void recover(Run run, String owner) {
        Instant now = clock.instant();
        if (now.isAfter(run.deadline())) {
            advancer.fail(run, owner, "an internal error kept coming back; the gateway's log has the details");
        } else {
            leases.drop(run.id(), owner, now.plus(RETRY));
        }
    }

    private Instant leaseEnd() {
        return clock.instant().plus(config.lease());
    }
}
