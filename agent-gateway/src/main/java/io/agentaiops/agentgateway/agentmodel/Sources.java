package io.agentaiops.agentgateway.agentmodel;

import com.fasterxml.jackson.databind.JsonNode;

/** Says below an answer what it rests on and what waits for a person; chat clients show nothing but text. */
final class Sources {

    private Sources() {}

    /** The answer of a run, as REST shows the run, with its sources and pending approvals below. */
    static String appendTo(String answer, JsonNode run) {
        StringBuilder text = new StringBuilder(answer.strip());
        JsonNode citations = run.path("citations");
        if (!citations.isEmpty()) {
            text.append("\n\n**Sources**\n");
            citations.forEach(citation -> text.append("\n- ").append(line(citation)));
        }
        boolean first = true;
        for (JsonNode approval : run.path("approvals")) {
            if (approval.path("state").asText().equals("pending")) {
                text.append(first ? "\n\n**Waiting for an approver**\n" : "")
                        .append("\n- ")
                        .append(approval.path("title").asText())
                        .append(" (approval ")
                        .append(approval.path("approvalId").asText())
                        .append(')');
                first = false;
            }
        }
        return text.toString();
    }

    private static String line(JsonNode citation) {
        String title = citation.path("title").asText();
        String heading = citation.path("heading").asText("");
        return "[" + citation.path("number").asInt() + "] " + title
                + (heading.isBlank() || heading.equals(title) ? "" : ", " + heading) + " ("
                + citation.path("documentId").asText() + ", lines "
                + citation.path("lines").asText() + ")";
    }
}
