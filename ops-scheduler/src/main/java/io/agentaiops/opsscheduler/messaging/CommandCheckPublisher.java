package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.opsscheduler.drift.CommandQuestions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks tool-runner's policy about commands. */
@ApplicationScoped
class CommandCheckPublisher implements CommandQuestions {

    private final PlatformQuestionPublisher questions;

    CommandCheckPublisher(PlatformQuestionPublisher questions) {
        this.questions = questions;
    }

    @Override
    public Optional<Map<String, Verdict>> ask(List<String> commands, String runId, Duration within) {
        return questions
                .ask(Ids.next(), runId, Capability.TOOLS_CHECK, Map.of("commands", commands), within)
                .map(OperationCompleted::evidence)
                .flatMap(CommandCheckPublisher::verdicts);
    }

    private static Optional<Map<String, Verdict>> verdicts(Map<String, Object> evidence) {
        if (!(evidence.get("checked") instanceof Map<?, ?> checked)) {
            return Optional.empty();
        }
        Map<String, Verdict> verdicts = new HashMap<>();
        checked.forEach((command, verdict) -> {
            if (verdict instanceof Map<?, ?> said) {
                verdicts.put(
                        String.valueOf(command),
                        new Verdict(String.valueOf(said.get("decision")), String.valueOf(said.get("reason"))));
            }
        });
        return Optional.of(verdicts);
    }
}
