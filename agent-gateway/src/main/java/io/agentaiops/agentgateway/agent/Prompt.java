package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.model.ChatTurn;
import io.agentaiops.agentgateway.model.OllamaConfig;
import io.agentaiops.agentgateway.model.WantedCall;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Builds what a model is told: the rules, earlier questions of the session, the passages, the question, and what the
 * tools returned. Whatever comes from documents or tools is fenced, and cannot close its fence.
 */
@ApplicationScoped
class Prompt {

    private static final int PASSAGE_CHARS = 1_500;
    private static final int OUTPUT_CHARS = 6_000;
    private static final int EARLIER_CHARS = 1_200;

    /** A careful guess for English prose, logs and Markdown; a part is kept free for the answer. */
    private static final int CHARS_PER_TOKEN = 3;

    private final String rules;
    private final int budget;

    Prompt(OllamaConfig config) {
        this.rules = read("/prompts/system.txt");
        this.budget = config.contextTokens() * CHARS_PER_TOKEN * 3 / 4;
    }

    /** The chat so far. */
    List<ChatTurn> turns(Run run, AgentNotes notes, List<Passage> passages, List<Step> steps, List<Run> earlier) {
        List<ChatTurn> rest = new ArrayList<>();
        rest.add(new ChatTurn.User(passages(passages, notes) + "\n\nQuestion: " + run.question()));
        Map<String, Step> byCall = new HashMap<>();
        steps.forEach(step -> byCall.put(step.callId(), step));
        for (AgentNotes.Turn turn : notes.turns()) {
            rest.add(new ChatTurn.Model(turn.text(), turn.calls()));
            turn.calls().forEach(call -> rest.add(result(call, byCall)));
        }
        List<ChatTurn> all = new ArrayList<>();
        all.add(new ChatTurn.Rules(rules));
        all.addAll(history(earlier, budget - size(rest) - rules.length()));
        all.addAll(rest);
        return all;
    }

    /** As much of the conversation as there is room for, the newest first to be kept. */
    private static List<ChatTurn> history(List<Run> earlier, int room) {
        List<ChatTurn> kept = new ArrayList<>();
        int left = room;
        for (Run run : earlier.reversed()) {
            String answer = run.answer();
            if (answer == null) {
                continue;
            }
            String said = Excerpt.cutAt(answer, EARLIER_CHARS);
            left -= said.length() + run.question().length();
            if (left < 0) {
                break;
            }
            kept.addFirst(new ChatTurn.Model(said, List.of()));
            kept.addFirst(new ChatTurn.User(Excerpt.cutAt(run.question(), EARLIER_CHARS)));
        }
        return kept;
    }

    private static String passages(List<Passage> passages, AgentNotes notes) {
        StringBuilder text = new StringBuilder();
        if (notes.retrieval() != null && notes.retrieval().problem() != null) {
            text.append("The documents could not be searched completely: ")
                    .append(notes.retrieval().problem())
                    .append("\n");
        }
        if (passages.isEmpty()) {
            return text.append("No passage of the documents fits the question.").toString();
        }
        text.append("Passages from the team's documents:\n");
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            text.append("<passage number=\"")
                    .append(i + 1)
                    .append("\" document=\"")
                    .append(attribute(passage.title()))
                    .append("\" heading=\"")
                    .append(attribute(passage.heading()))
                    .append("\">\n")
                    .append(fence(Excerpt.cutAt(passage.text(), PASSAGE_CHARS)))
                    .append("\n</passage>\n");
        }
        return text.toString();
    }

    private static ChatTurn result(WantedCall call, Map<String, Step> byCall) {
        Step step = byCall.get(call.callId());
        if (step == null) {
            return new ChatTurn.ToolResult(call.callId(), call.tool(), "state: not executed");
        }
        StringBuilder text = new StringBuilder("state: ").append(step.state().label());
        if (step.exitCode() != null) {
            text.append(", exit code ").append(step.exitCode());
        }
        if (step.reason() != null) {
            text.append(", reason: ").append(step.reason());
        }
        if (step.approval() != null) {
            text.append(". It changes something, so it waits for an approver and was not executed.");
        }
        if (!step.output().isBlank()) {
            text.append("\n<tool-output>\n")
                    .append(fence(Excerpt.cutAt(step.output(), OUTPUT_CHARS)))
                    .append("\n</tool-output>");
        }
        return new ChatTurn.ToolResult(call.callId(), call.tool(), text.toString());
    }

    private static String fence(String data) {
        return data.replaceAll("(?i)<(/?)(passage|tool-output)", "‹$1$2");
    }

    private static String attribute(String text) {
        return text.replace('"', '\'').replace('\n', ' ').replace('<', '‹');
    }

    private static int size(List<ChatTurn> turns) {
        return turns.stream()
                .mapToInt(turn -> switch (turn) {
                    case ChatTurn.Rules said -> said.text().length();
                    case ChatTurn.User user -> user.text().length();
                    case ChatTurn.Model model -> model.text().length();
                    case ChatTurn.ToolResult result -> result.text().length();
                })
                .sum();
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(Prompt.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
