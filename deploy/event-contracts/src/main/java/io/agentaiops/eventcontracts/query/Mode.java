package io.agentaiops.eventcontracts.query;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a run is answered, or was asked to be. */
public enum Mode {
    /** By a model when one answers, else from the runbooks. */
    @JsonProperty("auto")
    AUTO,
    @JsonProperty("model")
    MODEL,
    @JsonProperty("runbook")
    RUNBOOK,
    @JsonProperty("cache")
    CACHE
}
