package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.operation.CapabilityHandler;
import io.agentaiops.opsscheduler.operation.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * {@code person.confirm}: work that only people can do. Recorded as a checklist item that waits for a person; the run
 * goes on and does not pretend that it was done.
 */
@ApplicationScoped
class PersonConfirm implements CapabilityHandler {

    /** Evidence key that says whether a person reported back. */
    static final String CONFIRMED = "confirmed";

    @Override
    public Capability capability() {
        return Capability.PERSON_CONFIRM;
    }

    @Override
    public Finding handle(Map<String, Object> arguments) {
        String question = String.valueOf(arguments.get("question"));
        String assignee = String.valueOf(arguments.getOrDefault("assignee", "somebody"));
        return Finding.good(
                "Waiting for a person (" + assignee + "): " + question,
                Map.of("question", question, "assignee", assignee, CONFIRMED, false));
    }
}
