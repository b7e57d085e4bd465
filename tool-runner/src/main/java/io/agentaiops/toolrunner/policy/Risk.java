package io.agentaiops.toolrunner.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a command does to the machine. */
public enum Risk {
    /** It only looks; running it twice does no harm. */
    @JsonProperty("read")
    READ,
    /** It changes something; a person must approve it and it is never repeated. */
    @JsonProperty("change")
    CHANGE,
    /** It changes something that cannot be brought back; two persons must approve it. */
    @JsonProperty("destroy")
    DESTROY;

    /** The graver of the two. */
    Risk or(Risk other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
