package io.agentaiops.opsscheduler.security;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.maintenance.OperatorCommand;
import io.agentaiops.opsscheduler.security.CertificateReader.Found;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code certificates.renew}: when a certificate ends soon, runs the operator's command that renews it, and looks again: the
 * verdict is what files and servers show afterwards, not what the command said.
 */
@ApplicationScoped
class CertificateRenewal implements CapabilityHandler {

    private final CertificateReader reader;
    private final SecurityConfig config;
    private final Redaction redaction;
    private final Audit audit;
    private final Clock clock;

    CertificateRenewal(CertificateReader reader, SecurityConfig config, Redaction redaction, Audit audit, Clock clock) {
        this.reader = reader;
        this.config = config;
        this.redaction = redaction;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.CERTIFICATES_RENEW;
    }

    @Override
    public Finding perform(Operation operation) {
        Found before = reader.read(operation.arguments());
        if (before.ending().isEmpty()) {
            return before.isWell()
                    ? Finding.good("Nothing is due: " + before.summary(), before.evidence())
                    : Finding.bad(before.summary(), before.evidence());
        }
        List<String> command = config.renewCommand().orElse(List.of());
        if (command.isEmpty()) {
            return Finding.bad(
                    before.summary() + "; nobody has said how they are renewed: set AIOPS_CERTIFICATE_RENEW_COMMAND",
                    before.evidence());
        }
        record(operation, "begun");
        OperatorCommand.Ended ended = OperatorCommand.run(command, operation.deadline(), clock);
        Found after = reader.read(operation.arguments());
        record(operation, after.isWell() ? "succeeded" : "failed");
        Map<String, Object> evidence = new HashMap<>(after.evidence());
        evidence.put("before", before.evidence().get("ending"));
        evidence.put("command", String.join(" ", command));
        evidence.put("output", redaction.redact(ended.output()));
        String summary = "The command " + ended.how() + ": " + after.summary();
        return after.isWell() && ended.isGood()
                ? Finding.good("Renewed. " + summary, evidence)
                : Finding.bad(summary, evidence);
    }

    private void record(Operation operation, String outcome) {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        operation.principal(),
                        "certificates.renew",
                        operation.arguments().text("files", "servers"),
                        outcome,
                        Map.of("runId", operation.runId())));
    }
}
