package io.agentaiops.opsscheduler.emergency;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.procedure.Kind;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.run.RunIds;
import io.agentaiops.opsscheduler.run.RunStarter;
import io.agentaiops.opsscheduler.run.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * {@code runbook.start}: the agent begins an emergency runbook by its tool, on behalf of somebody. Other procedures are
 * refused. The run bears the id of the tool call, so that a call that is made again does not begin a second one.
 */
@ApplicationScoped
class RunbookStart implements CapabilityHandler {

    private static final Logger LOG = Logger.getLogger(RunbookStart.class);
    /** Ids of runs begin with their time: the history is kept by it. */
    private static final int BY_TIME = 7;

    private final ProcedureCatalog catalog;
    private final RunStarter starter;

    RunbookStart(ProcedureCatalog catalog, RunStarter starter) {
        this.catalog = catalog;
        this.starter = starter;
    }

    @Override
    public Capability capability() {
        return Capability.RUNBOOK_START;
    }

    @Override
    public Finding perform(Operation operation) {
        Procedure runbook = runbook(operation.arguments().text("procedure"));
        String call = operation.arguments().text("call");
        UUID id = RunIds.parse(call)
                .filter(parsed -> parsed.version() == BY_TIME)
                .orElseThrow(() -> new IllegalArgumentException("call must be a UUID of version 7 but is " + call));
        RunStarter.Asked asked = starter.startOnce(id, runbook, operation.principal(), Trigger.AGENT);
        if (!asked.run().procedureId().equals(runbook.id())) {
            throw new IllegalArgumentException(
                    "call " + call + " has begun " + asked.run().procedureId());
        }
        String reason = operation.arguments().text("reason", "not said");
        LOG.infof(
                "emergency runbook asked for procedure=%s runId=%s begun=%s",
                runbook.id(), asked.run().id(), asked.begun());
        return Finding.good(
                "'" + runbook.title() + "' " + (asked.begun() ? "has begun" : "was under way already"),
                Map.of(
                        "runId", asked.run().id().toString(),
                        "procedure", runbook.id(),
                        "begun", asked.begun(),
                        "reason", reason));
    }

    /** By id or by document, for models know what they cited. */
    private Procedure runbook(String name) {
        return catalog.current().all().stream()
                .filter(procedure -> procedure.kind() == Kind.EMERGENCY)
                .filter(procedure ->
                        procedure.id().equals(name) || procedure.path().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no emergency runbook '" + name
                        + "', and other procedures are started by people; there are " + runbooks()));
    }

    private String runbooks() {
        return catalog.current().all().stream()
                .filter(procedure -> procedure.kind() == Kind.EMERGENCY)
                .map(procedure -> procedure.id() + " (" + procedure.title() + ")")
                .collect(Collectors.joining(", "));
    }
}
