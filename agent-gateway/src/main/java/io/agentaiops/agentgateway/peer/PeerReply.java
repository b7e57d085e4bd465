package io.agentaiops.agentgateway.peer;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a peer answered, good or bad.
 *
 * @param status HTTP status
 * @param body JSON; a missing node when there was none
 */
public record PeerReply(int status, JsonNode body) {

    /** Whether the peer did what was asked, or is about to. */
    public boolean succeeded() {
        return status / 100 == 2;
    }

    /** Why it did not, in words for people. */
    public String detail() {
        String detail = body.path("detail").asText("");
        return detail.isBlank() ? "the answer was " + status : detail;
    }
}
