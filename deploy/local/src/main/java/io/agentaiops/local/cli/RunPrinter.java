package io.agentaiops.local.cli;

import static io.agentaiops.local.cli.Terminal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.ServerEvent;
import java.util.HashSet;
import java.util.Set;

/** Shows the events of an answer that is being made. */
final class RunPrinter {

    private static final int OUTPUT_LINES = 40;
    private static final Set<String> NOT_DONE = Set.of("requested", "running");

    private final Terminal terminal;
    private final boolean json;
    private final Set<String> shown = new HashSet<>();
    private boolean streamed;
    private boolean ended;
    private boolean good;

    RunPrinter(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** Shows one event; false once the run has ended. */
    boolean show(ServerEvent event) {
        JsonNode data = event.data();
        switch (event.name()) {
            case "step" -> step(data);
            case "approval" -> approval(data);
            case "token" -> token(text(data, "text"));
            case "error" -> error(data);
            case "done" -> done(data);
            default -> {
                // run, citation and usage come again with done
            }
        }
        return !ended;
    }

    int exitCode() {
        if (!ended) {
            terminal.line("The stream ended before the answer; look for the run with ./aiops status");
        }
        return ended && good ? 0 : Aiops.FAILED;
    }

    private void step(JsonNode step) {
        String state = text(step, "state");
        if (json || NOT_DONE.contains(state) || !shown.add(text(step, "callId") + state)) {
            return;
        }
        endTokens();
        JsonNode command = step.path("arguments").path("command");
        String what = command.isMissingNode() ? step.path("arguments").toString() : command.asText();
        terminal.line("* " + text(step, "tool") + ": " + what + "  [" + result(step, state) + "]");
        if (step.hasNonNull("title")) {
            terminal.line("    for: " + text(step, "title"));
        }
        if (step.hasNonNull("reason")) {
            terminal.line("    " + text(step, "reason"));
        }
        JsonNode verdict = step.path("verdict");
        if (verdict.isObject()) {
            terminal.line("    expectation "
                    + (verdict.path("met").asBoolean() ? "met" : "NOT met: " + text(verdict, "reason")));
        }
        terminal.indented(text(step, "output"), 4, OUTPUT_LINES);
    }

    private static String result(JsonNode step, String state) {
        StringBuilder result = new StringBuilder(state);
        if (step.hasNonNull("exitCode")) {
            result.append(", exit code ").append(step.path("exitCode").asInt());
        }
        if (step.hasNonNull("durationMs")) {
            result.append(", ").append(step.path("durationMs").asLong()).append(" ms");
        }
        if (step.hasNonNull("sandbox")) {
            result.append(", ").append(text(step, "sandbox"));
        }
        return result.toString();
    }

    private void approval(JsonNode approval) {
        if (!json && shown.add(text(approval, "approvalId"))) {
            endTokens();
            terminal.line("? waits for " + text(approval, "role") + ":");
            terminal.indented(text(approval, "plan"), 4, OUTPUT_LINES);
            terminal.line("    decide on the page, or POST /api/v1/approvals/" + text(approval, "approvalId"));
        }
    }

    private void token(String text) {
        if (!json) {
            terminal.part(text);
            streamed = true;
        }
    }

    private void error(JsonNode error) {
        if (!json) {
            endTokens();
            terminal.line("! " + text(error, text(error, "detail").isEmpty() ? "reason" : "detail"));
        }
    }

    private void done(JsonNode run) {
        ended = true;
        good = text(run, "state").equals("succeeded");
        if (json) {
            terminal.json(run);
            return;
        }
        if (streamed) {
            endTokens();
        } else {
            terminal.line("");
            terminal.line(text(run, "answer"));
        }
        sources(run.path("citations"));
        terminal.line("");
        terminal.line(footer(run));
    }

    private void sources(JsonNode citations) {
        if (!citations.isEmpty()) {
            terminal.line("");
            terminal.line("Sources:");
            citations.forEach(citation -> terminal.line("  [%s] %s, %s, lines %s (%s)"
                    .formatted(
                            text(citation, "number"),
                            text(citation, "title"),
                            text(citation, "heading"),
                            text(citation, "lines"),
                            text(citation, "documentId"))));
        }
    }

    private static String footer(JsonNode run) {
        String how = text(run, "mode").equals("model")
                ? "Answered by the model " + text(run, "model") + "."
                : "No model took part: this comes from the runbooks.";
        return good(run)
                ? how + " Run " + text(run, "id") + ", session " + text(run, "sessionId") + "."
                : "The run " + text(run, "id") + " ended as " + text(run, "state") + ". " + text(run, "reason");
    }

    private static boolean good(JsonNode run) {
        return text(run, "state").equals("succeeded");
    }

    private void endTokens() {
        if (streamed) {
            terminal.line("");
        }
    }
}
