package io.agentaiops.opsscheduler.drift;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.procedure.Procedures;
import io.agentaiops.opsscheduler.run.RunStarter;
import io.agentaiops.opsscheduler.run.Trigger;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has the documents held against the machine again when one of them has changed, by the procedure that does so on its
 * schedule: once for all replicas, when nobody has written for a minute, and not more often than every ten minutes.
 */
@ApplicationScoped
class DocumentWatch {

    private static final Logger LOG = Logger.getLogger(DocumentWatch.class);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(10);
    private static final String PRINCIPAL = "scheduler";

    private final ProcedureCatalog catalog;
    private final RunStarter starter;
    private final DriftLookStore looks;
    private final DriftConfig config;
    private final Clock clock;

    private @Nullable Procedures seen;
    private String documents = "";
    private Instant since = Instant.EPOCH;
    private String looked = "";

    DocumentWatch(ProcedureCatalog catalog, RunStarter starter, DriftLookStore looks, DriftConfig config, Clock clock) {
        this.catalog = catalog;
        this.starter = starter;
        this.looks = looks;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "10s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    synchronized void look() {
        Instant now = clock.instant();
        Procedures current = catalog.current();
        if (current != seen) {
            seen = current;
            documents = hash(current);
            since = now;
        }
        Optional<Procedure> check = current.find(config.procedure());
        if (check.isEmpty() || documents.equals(looked) || now.isBefore(since.plus(QUIET))) {
            return;
        }
        UUID run = UUID.fromString(Ids.next());
        String known = QuarkusTransaction.requiringNew().call(() -> {
            if (looks.claim(documents, now, now.minus(AT_MOST_EVERY))) {
                starter.startOnce(run, check.get(), PRINCIPAL, Trigger.SCHEDULE);
                LOG.infof(
                        "documents changed, procedure=%s runId=%s", check.get().id(), run);
            }
            return looks.documents();
        });
        looked = known;
    }

    private static String hash(Procedures procedures) {
        StringBuilder all = new StringBuilder();
        procedures
                .all()
                .forEach(procedure -> all.append(procedure.id())
                        .append(' ')
                        .append(procedure.version())
                        .append('\n'));
        procedures.refused().forEach(refusal -> all.append(refusal).append('\n'));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(all.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
