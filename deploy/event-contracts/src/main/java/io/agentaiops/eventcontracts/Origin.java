package io.agentaiops.eventcontracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What asked for a tool call or an approval.
 *
 * @param kind what {@code id} is the id of
 * @param id a run of the agent, a run of a procedure, or a REST request
 */
public record Origin(Kind kind, String id) {

    /** Kinds of askers. */
    public enum Kind {
        @JsonProperty("run")
        RUN,
        @JsonProperty("operation")
        OPERATION,
        @JsonProperty("api")
        API
    }

    public Origin {
        requireNonNull(kind, "kind");
        Require.text(id, "id");
    }
}
