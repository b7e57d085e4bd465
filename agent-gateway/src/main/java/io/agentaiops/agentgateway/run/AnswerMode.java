package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a run is asked to be answered, or was. */
public enum AnswerMode {
    /** By a model when one can be used, else from the runbooks. */
    AUTO,
    MODEL,
    RUNBOOK,
    /** By an answer that was given to the same question before. */
    CACHE;

    /** The name over REST. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that name. */
    @JsonCreator
    public static AnswerMode of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
