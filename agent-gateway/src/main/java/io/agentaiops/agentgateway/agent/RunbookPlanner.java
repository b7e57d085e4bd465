package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.PeerUnavailable;
import io.agentaiops.agentgateway.procedure.OpsSchedulerClient;
import io.agentaiops.agentgateway.procedure.Procedure;
import io.agentaiops.agentgateway.toolcall.NextCall;
import io.agentaiops.agentgateway.toolcall.PlannedCall;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses the document that answers best and the steps of it that are executed. */
@ApplicationScoped
class RunbookPlanner {

    /** A plan and the calls that carry it out. */
    record Planned(AgentNotes.Plan plan, List<PlannedCall> calls) {

        List<NextCall> next() {
            return calls.stream().<NextCall>map(NextCall.Make::new).toList();
        }
    }

    private static final String TERMINAL = "terminal";

    /** Kinds whose changes are offered at once; those of a scheduled procedure belong to its own runs. */
    private static final Set<String> OFFERS_CHANGES = Set.of("emergency", "troubleshooting");

    private final OpsSchedulerClient scheduler;
    private final AgentConfig config;

    RunbookPlanner(OpsSchedulerClient scheduler, AgentConfig config) {
        this.scheduler = scheduler;
        this.config = config;
    }

    /** A plan with at most so many calls. */
    Planned plan(Retrieval retrieval, Caller caller, int mayCall) {
        Optional<Passage> best = new Relevance(config.relevance()).executable(retrieval);
        String id = best.map(Passage::procedureId).orElse(null);
        if (best.isEmpty() || id == null) {
            return new Planned(new AgentNotes.Plan(null, "", null, List.of()), List.of());
        }
        String kind = best.get().kind();
        try {
            return scheduler
                    .procedure(id, caller)
                    .map(procedure -> plan(procedure, kind, Math.min(mayCall, config.maxRunbookSteps())))
                    .orElseGet(() -> without(kind, "ops-scheduler has not loaded the procedure " + id));
        } catch (PeerUnavailable e) {
            return without(kind, e.reason());
        }
    }

    private static Planned plan(Procedure procedure, String kind, int mayCall) {
        List<AgentNotes.StepCall> calls = new ArrayList<>();
        List<PlannedCall> planned = new ArrayList<>();
        for (Procedure.Step step : procedure.steps()) {
            String command = step.run();
            boolean wanted = !step.needsApproval() || OFFERS_CHANGES.contains(kind);
            if (command != null && wanted && planned.size() < mayCall) {
                String callId = Ids.next();
                calls.add(new AgentNotes.StepCall(step.id(), callId));
                planned.add(new PlannedCall(
                        callId,
                        step.title(),
                        TERMINAL,
                        Map.of("command", command),
                        step.expect(),
                        Duration.ofMillis(step.timeoutMs()),
                        step.needsApproval()));
            }
        }
        return new Planned(new AgentNotes.Plan(procedure, kind, null, calls), planned);
    }

    private static Planned without(String kind, String problem) {
        return new Planned(new AgentNotes.Plan(null, kind, problem, List.of()), List.of());
    }
}
