package io.agentaiops.agentgateway.support;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Something that was done about a case. The history of a case is the list of these.
 *
 * @param stage which of the five stages it belongs to, or that the case was closed
 * @param outcome what came of it, one word
 * @param by who did it
 * @param text for people
 * @param facts for programs
 * @param at when
 */
record CaseStage(Stage stage, String outcome, String by, String text, Map<String, Object> facts, Instant at) {

    /** The stages in their order. */
    enum Stage {
        @JsonProperty("problem")
        PROBLEM,
        @JsonProperty("errors")
        ERRORS,
        @JsonProperty("reproduced")
        REPRODUCED,
        @JsonProperty("workaround")
        WORKAROUND,
        @JsonProperty("solution")
        SOLUTION,
        @JsonProperty("closed")
        CLOSED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Stage of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    CaseStage {
        facts = Map.copyOf(facts);
    }

    @Override
    public String toString() {
        return "CaseStage[" + stage.label() + ", " + outcome + "]";
    }
}
