package io.agentaiops.e2e;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Questions that need the index and a tool. */
final class QuestionLoad extends Load {

    private final Api gateway;
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

    QuestionLoad(Stack stack) {
        super("questions", Duration.ofSeconds(2));
        this.gateway = stack.api().within(PATIENCE);
    }

    @Override
    Attempt ask(int number) {
        String text = "The disk of server " + number + " is filling up, what do I do?";
        Api.Answer answer = gateway.post("/api/v1/queries", Map.of("text", text, "mode", "runbook"));
        if (answer.status() == 202) {
            accepted.add(answer.json().get("runId").asText());
        }
        return attempt(answer);
    }

    /** The runs that were promised an answer. */
    Queue<String> accepted() {
        return accepted;
    }
}
