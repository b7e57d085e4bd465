package io.agentaiops.opsscheduler.procedure;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** {@code procedures.validate}: every document that wants to be a procedure is right, and none is overdue for review. */
@ApplicationScoped
class ProceduresValidate implements CapabilityHandler {

    private final ProcedureCatalog catalog;
    private final Clock clock;

    ProceduresValidate(ProcedureCatalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.PROCEDURES_VALIDATE;
    }

    @Override
    public Finding perform(Operation operation) {
        Procedures procedures = catalog.current();
        List<String> refused =
                procedures.refused().stream().map(Refusal::toString).toList();
        LocalDate today = clock.instant().atZone(ZoneId.systemDefault()).toLocalDate();
        List<String> overdue = procedures.all().stream()
                .filter(procedure ->
                        procedure.reviewBy() != null && procedure.reviewBy().isBefore(today))
                .map(procedure -> procedure.path() + " (" + procedure.reviewBy() + ")")
                .toList();
        int steps = procedures.all().stream()
                .mapToInt(procedure -> procedure.steps().size())
                .sum();
        Map<String, Object> evidence = Map.of(
                "procedures", procedures.all().size(), "steps", steps, "refused", refused, "overdueForReview", overdue);
        String counted = procedures.all().size() + " procedures with " + steps + " steps";
        if (refused.isEmpty() && overdue.isEmpty()) {
            return Finding.good(counted + ", all valid and none overdue for review", evidence);
        }
        return Finding.bad(
                counted + "; " + refused.size() + " problems in refused documents, " + overdue.size()
                        + " documents overdue for review",
                evidence);
    }
}
