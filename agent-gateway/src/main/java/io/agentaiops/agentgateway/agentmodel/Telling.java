package io.agentaiops.agentgateway.agentmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.run.RunEvent;
import io.agentaiops.agentgateway.run.RunEventStream;
import io.agentaiops.agentgateway.run.Usage;
import java.util.List;

/** Turns the events of a run into speech: tokens as they come, tool calls as thoughts, sources at the end. */
final class Telling implements RunEventStream.Follower {

    private final Speech speech;
    private final ObjectMapper json;
    private final long startedAt = System.nanoTime();
    private final StringBuilder said = new StringBuilder();
    private final StringBuilder turnText = new StringBuilder();
    private int turn;
    private Told told = new Told.Abandoned();

    Telling(Speech speech, ObjectMapper json) {
        this.speech = speech;
        this.json = json;
    }

    /** How it ended, once it has. */
    Told told() {
        return told;
    }

    @Override
    public boolean isThere() {
        return speech.isThere();
    }

    @Override
    public void idle() {
        speech.idle();
    }

    @Override
    public void close() {
        // The reply is ended by whoever began it: what comes last depends on how the run went.
    }

    @Override
    public void take(RunEvent event) {
        switch (event.name()) {
            case RunEvent.TOKEN -> token(read(event));
            case RunEvent.STEP -> step(read(event));
            case RunEvent.APPROVAL -> approval(read(event));
            case RunEvent.DONE -> done(read(event));
            default -> {
                // Everything else comes again with the end.
            }
        }
    }

    private void token(JsonNode token) {
        int now = token.path("turn").asInt();
        if (now != turn) {
            turn = now;
            turnText.setLength(0);
            if (!said.isEmpty()) {
                say("\n\n");
            }
        }
        String text = token.path("text").asText();
        turnText.append(text);
        say(text);
    }

    private void step(JsonNode step) {
        String command = command(step);
        String state = step.path("state").asText();
        switch (state) {
            case "requested" -> speech.thinks("Calling " + command + "\n");
            case "waiting-approval" -> {
                // The approval itself comes as an event of its own, with its id.
            }
            default -> {
                String took = step.hasNonNull("durationMs") ? " after " + step.path("durationMs") + " ms" : "";
                String why =
                        step.hasNonNull("reason") ? ": " + step.path("reason").asText() : "";
                speech.thinks(command + " " + state + took + why + "\n");
            }
        }
    }

    private void approval(JsonNode approval) {
        speech.thinks(
                approval.path("title").asText() + ": " + approval.path("state").asText() + ", approval "
                        + approval.path("approvalId").asText() + "\n");
    }

    private void done(JsonNode run) {
        String state = run.path("state").asText();
        switch (state) {
            case "succeeded" -> answered(run);
            case "cancelled" -> told = new Told.Abandoned();
            default -> told = new Told.Failed(run.path("reason").asText("the run is " + state));
        }
    }

    private void answered(JsonNode run) {
        String whole = Sources.appendTo(run.path("answer").asText(), run);
        String rest = Remainder.of(turnText.toString(), whole)
                .orElseGet(() -> said.isEmpty() ? whole : "\n\n---\n\n" + whole);
        say(rest.stripTrailing());
        JsonNode usage = run.path("usage");
        told = new Told.Answered(
                said.toString(),
                new Usage(
                        usage.path("modelTurns").asInt(),
                        usage.path("promptTokens").asLong(),
                        usage.path("answerTokens").asLong(),
                        List.of()),
                System.nanoTime() - startedAt);
    }

    private void say(String text) {
        if (!text.isEmpty()) {
            said.append(text);
            speech.says(text);
        }
    }

    private static String command(JsonNode step) {
        JsonNode command = step.path("arguments").path("command");
        return command.isTextual()
                ? "`" + command.asText() + "`"
                : step.path("tool").asText() + " " + step.path("arguments");
    }

    private JsonNode read(RunEvent event) {
        try {
            return json.readTree(event.data());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of a run is not readable", e);
        }
    }
}
