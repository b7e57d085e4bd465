package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
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
    public Finding perform(Operation operation) {
        String question = operation.arguments().text("question");
        String assignee = operation.arguments().text("assignee", "somebody");
        return Finding.good(
                "Waiting for a person (" + assignee + "): " + question,
                Map.of("question", question, "assignee", assignee, CONFIRMED, false));
    }
}
