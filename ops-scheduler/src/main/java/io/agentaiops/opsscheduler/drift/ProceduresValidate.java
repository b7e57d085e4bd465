package io.agentaiops.opsscheduler.drift;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.drift.MachineCheck.Drift;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.procedure.Procedures;
import io.agentaiops.opsscheduler.procedure.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code procedures.validate}: every document that wants to be a procedure is right, its commands, units and ports are
 * there on this machine, tool-runner's policy lets its commands run, its links lead somewhere, and none is overdue for
 * review. What could not be checked is said, and is no success where it is tool-runner that did not answer.
 */
@ApplicationScoped
class ProceduresValidate implements CapabilityHandler {

    private final ProcedureCatalog catalog;
    private final MachineCheck machine;
    private final PolicyCheck policy;
    private final LinkCheck links;
    private final DriftStore store;
    private final Clock clock;

    ProceduresValidate(
            ProcedureCatalog catalog,
            MachineCheck machine,
            PolicyCheck policy,
            LinkCheck links,
            DriftStore store,
            Clock clock) {
        this.catalog = catalog;
        this.machine = machine;
        this.policy = policy;
        this.links = links;
        this.store = store;
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
        List<Drift> drifts = new ArrayList<>();
        procedures.all().forEach(procedure -> drifts.addAll(machine.check(procedure)));
        Optional<List<Drift>> denied = policy.check(procedures.all(), operation.runId());
        denied.ifPresent(drifts::addAll);
        store.replace(drifts, clock.instant());
        WebLinks.Checked links = this.links.check(catalog.folder());
        List<String> overdue = overdue(procedures.all());
        int steps = procedures.all().stream()
                .mapToInt(procedure -> procedure.steps().size())
                .sum();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("procedures", procedures.all().size());
        evidence.put("steps", steps);
        evidence.put("refused", refused);
        evidence.put("drift", drifts.stream().map(Drift::words).toList());
        evidence.put("commandsHeldAgainstPolicy", denied.isPresent());
        evidence.put("deadLinks", links.dead());
        evidence.put("linksNotReachable", links.unchecked());
        evidence.put("overdueForReview", overdue);
        String counted = procedures.all().size() + " procedures with " + steps + " steps"
                + (denied.isPresent() ? "" : ", whose commands tool-runner did not judge in time");
        boolean clean = refused.isEmpty() && drifts.isEmpty() && links.dead().isEmpty() && overdue.isEmpty();
        if (clean && denied.isPresent()) {
            return Finding.good(counted + ", all valid, at home on this machine and none overdue for review", evidence);
        }
        String first = drifts.isEmpty() ? "" : ", such as " + drifts.getFirst().words();
        return Finding.bad(
                counted + "; " + refused.size() + " problems in refused documents, " + drifts.size()
                        + " that this machine does not fit" + first + ", "
                        + links.dead().size() + " dead links, "
                        + overdue.size() + " documents overdue for review",
                evidence);
    }

    private List<String> overdue(List<Procedure> procedures) {
        LocalDate today = clock.instant().atZone(ZoneId.systemDefault()).toLocalDate();
        return procedures.stream()
                .filter(procedure ->
                        procedure.reviewBy() != null && procedure.reviewBy().isBefore(today))
                .map(procedure -> procedure.path() + " (" + procedure.reviewBy() + ")")
                .toList();
    }
}
