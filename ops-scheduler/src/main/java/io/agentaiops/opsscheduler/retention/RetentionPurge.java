package io.agentaiops.opsscheduler.retention;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code retention.purge}: removes what is older than its term, with certificates; says which holds stood in the way. */
@ApplicationScoped
class RetentionPurge implements CapabilityHandler {

    private final Purge purge;
    private final RetentionStore store;

    RetentionPurge(Purge purge, RetentionStore store) {
        this.purge = purge;
        this.store = store;
    }

    @Override
    public Capability capability() {
        return Capability.RETENTION_PURGE;
    }

    @Override
    public Finding perform(Operation operation) {
        List<String> holds = store.holds().stream()
                .map(hold -> hold.dataClass() + ": " + hold.reason())
                .toList();
        try {
            List<PurgeCertificate> certificates = purge.run();
            long count =
                    certificates.stream().mapToLong(PurgeCertificate::count).sum();
            return Finding.good(
                    count + " entries beyond their term removed under " + certificates.size() + " certificates"
                            + (holds.isEmpty() ? "" : "; held: " + String.join(", ", holds)),
                    Map.of(
                            "removed",
                            count,
                            "certificates",
                            certificates.stream().map(PurgeCertificate::id).toList(),
                            "holds",
                            holds));
        } catch (IOException e) {
            return Finding.bad("Logs could not be purged: " + e.getMessage(), Map.of("holds", holds));
        }
    }
}
