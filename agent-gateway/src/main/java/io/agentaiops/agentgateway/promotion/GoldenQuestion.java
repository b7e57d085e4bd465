package io.agentaiops.agentgateway.promotion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.model.CallCheck;
import io.agentaiops.agentgateway.model.ChatResult;
import io.agentaiops.agentgateway.model.ChatTurn;
import io.agentaiops.agentgateway.model.ModelTool;
import io.agentaiops.agentgateway.model.WantedCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A question whose right answer is known, with the passages that hold it; shipped in {@code golden/questions.json}.
 *
 * @param id its name
 * @param text the question with its passages, as the agent writes it
 * @param tools what may be asked for
 * @param expect what a right answer has
 */
record GoldenQuestion(String id, String text, List<ModelTool> tools, Expect expect) {

    /**
     * What a right answer has.
     *
     * @param all each of these is found in it
     * @param none none of these is
     * @param cites it refers to these passages
     * @param tool it is a call of that tool; null when text is expected
     * @param argument the name of the argument that is looked at
     * @param matches what it must look like
     * @param noTool no tool may be asked for
     */
    record Expect(
            List<Pattern> all,
            List<Pattern> none,
            List<Integer> cites,
            @Nullable String tool,
            @Nullable String argument,
            @Nullable Pattern matches,
            boolean noTool) {}

    /**
     * How a model did.
     *
     * @param id the question
     * @param correct whether the answer was right
     * @param problem what was wrong
     * @param calls calls made, or expected and not made
     * @param validCalls calls that made sense
     */
    record Mark(String id, boolean correct, String problem, int calls, int validCalls) {}

    GoldenQuestion {
        tools = List.copyOf(tools);
    }

    List<ChatTurn> turns(String rules) {
        return List.of(new ChatTurn.Rules(rules), new ChatTurn.User(text));
    }

    /** Judges what a model made of it. */
    Mark judge(ChatResult result, CallCheck check, ObjectMapper json) {
        int missing = expect.tool() == null ? 0 : 1;
        return switch (result) {
            case ChatResult.Failed failed -> new Mark(id, false, failed.reason(), missing, 0);
            case ChatResult.Abandoned gone -> new Mark(id, false, "took too long", missing, 0);
            case ChatResult.Completed completed -> judge(completed, check, json);
        };
    }

    private Mark judge(ChatResult.Completed answer, CallCheck check, ObjectMapper json) {
        int valid = (int) answer.calls().stream()
                .filter(call -> check.problem(call, tools).isEmpty())
                .count();
        int calls = Math.max(answer.calls().size(), expect.tool() == null ? 0 : 1);
        Optional<String> problem = answer.calls().stream()
                .flatMap(call -> check.problem(call, tools).stream())
                .findFirst()
                .or(() -> expect.tool() == null ? textProblem(answer) : callProblem(answer, json));
        return new Mark(id, problem.isEmpty(), problem.orElse(""), calls, valid);
    }

    private Optional<String> textProblem(ChatResult.Completed answer) {
        if (expect.noTool() && !answer.calls().isEmpty()) {
            return Optional.of("asked for a tool that the passage told it to call");
        }
        String text = answer.text();
        return expect.all().stream()
                .filter(pattern -> !pattern.matcher(text).find())
                .map(pattern -> "nothing like " + pattern)
                .findFirst()
                .or(() -> expect.none().stream()
                        .filter(pattern -> pattern.matcher(text).find())
                        .map(pattern -> "something like " + pattern)
                        .findFirst())
                .or(() -> expect.cites().stream()
                        .filter(number -> !text.contains("[" + number + "]"))
                        .map(number -> "no reference to passage " + number)
                        .findFirst());
    }

    private Optional<String> callProblem(ChatResult.Completed answer, ObjectMapper json) {
        List<WantedCall> fitting = answer.calls().stream()
                .filter(call -> call.tool().equals(expect.tool()))
                .toList();
        if (fitting.isEmpty()) {
            return Optional.of("did not ask for the tool " + expect.tool());
        }
        boolean matches = fitting.stream().anyMatch(call -> matches(call, json));
        return matches ? Optional.empty() : Optional.of("the argument " + expect.argument() + " is not as expected");
    }

    private boolean matches(WantedCall call, ObjectMapper json) {
        Pattern pattern = expect.matches();
        if (pattern == null || expect.argument() == null) {
            return true;
        }
        try {
            JsonNode arguments = json.readTree(call.arguments());
            return pattern.matcher(arguments.path(expect.argument()).asText().strip())
                    .matches();
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads the questions from their file. */
    static List<GoldenQuestion> read(JsonNode file) {
        List<ModelTool> tools = new ArrayList<>();
        file.path("tools")
                .forEach(tool -> tools.add(new ModelTool(
                        tool.path("name").asText(), tool.path("description").asText(), tool.path("inputSchema"))));
        return StreamSupport.stream(file.path("questions").spliterator(), false)
                .map(node -> new GoldenQuestion(
                        node.path("id").asText(),
                        text(node),
                        node.path("withTools").asBoolean() ? tools : List.of(),
                        expect(node.path("expect"))))
                .toList();
    }

    private static String text(JsonNode node) {
        StringBuilder text = new StringBuilder(
                node.path("passages").isEmpty()
                        ? "No passage of the documents fits the question.\n"
                        : "Passages from the team's documents:\n");
        int number = 1;
        for (JsonNode passage : node.path("passages")) {
            text.append("<passage number=\"")
                    .append(number++)
                    .append("\" document=\"")
                    .append(passage.path("title").asText())
                    .append("\">\n")
                    .append(passage.path("text").asText())
                    .append("\n</passage>\n");
        }
        return text.append("\nQuestion: ")
                .append(node.path("question").asText())
                .toString();
    }

    private static Expect expect(JsonNode node) {
        JsonNode argument = node.path("argument");
        return new Expect(
                patterns(node.path("all")),
                patterns(node.path("none")),
                StreamSupport.stream(node.path("cites").spliterator(), false)
                        .map(JsonNode::asInt)
                        .toList(),
                node.hasNonNull("tool") ? node.path("tool").asText() : null,
                argument.hasNonNull("name") ? argument.path("name").asText() : null,
                argument.hasNonNull("matches")
                        ? Pattern.compile(argument.path("matches").asText(), Pattern.DOTALL)
                        : null,
                node.path("noTool").asBoolean());
    }

    private static List<Pattern> patterns(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(node -> Pattern.compile(node.asText()))
                .toList();
    }
}
