package io.agentaiops.toolrunner.builtin.runbook;

import com.fasterxml.jackson.databind.JsonNode;

/** A run of a runbook, for a model to read: what each step found, and what is still to come. */
final class RunText {

    private static final int EVIDENCE = 1_200;

    private RunText() {}

    static String of(JsonNode run) {
        StringBuilder text = new StringBuilder("state: ")
                .append(run.path("state").asText())
                .append(" (")
                .append(run.path("summary").asText())
                .append(")\nrun: ")
                .append(run.at("/links/self").asText())
                .append('\n');
        int number = 0;
        for (JsonNode step : run.path("steps")) {
            text.append(++number)
                    .append(". ")
                    .append(step.path("title").asText())
                    .append(": ");
            text.append(step.path("state").asText());
            String summary = step.path("summary").asText();
            text.append(summary.isEmpty() ? "" : ", " + summary).append('\n');
            if (step.hasNonNull("command")) {
                text.append("   $ ").append(step.path("command").asText()).append('\n');
            }
            append(text, step.at("/evidence/output").asText().strip());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String output) {
        String shown = output.length() > EVIDENCE ? output.substring(0, EVIDENCE) + "..." : output;
        shown.lines().forEach(line -> text.append("   ").append(line).append('\n'));
    }
}
