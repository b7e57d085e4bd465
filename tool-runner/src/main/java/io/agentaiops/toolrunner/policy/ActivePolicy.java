package io.agentaiops.toolrunner.policy;

import io.agentaiops.eventbus.Audit;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The policy that is in force: {@code policy.yaml} of the configuration directory, else the one that ships inside. A
 * change of the file takes effect within seconds; one that is wrong changes nothing and is reported until it is mended.
 * At start there is nothing to fall back on: then a wrong file stops the service.
 */
@Singleton
public class ActivePolicy {

    /**
     * Where the policy comes from, and whether there is something wrong with a newer one.
     *
     * @param source its file, or {@code shipped}
     * @param loadedAt when it was put in force
     * @param problem what keeps a newer one out; null when nothing does
     */
    public record Status(
            String source, Instant loadedAt, @Nullable PolicyProblem problem) {}

    /**
     * What keeps a policy out.
     *
     * @param file its file
     * @param line the line at fault, from 1; 0 when it is not known
     * @param reason what is wrong
     */
    public record PolicyProblem(String file, int line, String reason) {}

    private static final Logger LOG = Logger.getLogger(ActivePolicy.class);
    private static final String SUCCEEDED = "succeeded";
    private static final String FAILED = "failed";

    private final PolicyFile file;
    private final Audit audit;
    private final MeterRegistry meters;

    ActivePolicy(
            @ConfigProperty(name = "AIOPS_CONFIG_DIR") Optional<String> directory,
            Audit audit,
            MeterRegistry meters,
            Clock clock) {
        this.file = new PolicyFile(directory.map(dir -> Path.of(dir, "policy.yaml")), clock);
        this.audit = audit;
        this.meters = meters;
        count(SUCCEEDED, 0);
        count(FAILED, 0);
        LOG.infof("terminal policy: %s", status().source());
    }

    /** What is in force now. */
    public CommandPolicy current() {
        return file.current();
    }

    /** Where it comes from. */
    public Status status() {
        return file.status();
    }

    @Scheduled(
            every = "${aiops.policy.reload-interval:2s}",
            identity = "policy-reload",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void reload() {
        switch (file.look()) {
            case PolicyFile.Change.None() -> {}
            case PolicyFile.Change.Reloaded() -> {
                LOG.infof("terminal policy reloaded: %s", status().source());
                tell(status().source(), SUCCEEDED, Map.of());
            }
            case PolicyFile.Change.Refused(UnusablePolicy why) -> {
                LOG.errorf("%s; the policy before it stays in force", why.getMessage());
                tell(why.file(), FAILED, Map.of("line", Integer.toString(why.line()), "reason", why.reason()));
            }
        }
    }

    private void tell(String path, String outcome, Map<String, String> details) {
        count(outcome, 1);
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record("tool-runner", "policy.reload", path, outcome, details));
    }

    private void count(String outcome, int by) {
        meters.counter("aiops.tool.runner.policy.reloads", "outcome", outcome).increment(by);
    }
}
