package io.agentaiops.agentgateway.evidence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Where a sentence of an answer is backed.
 *
 * @param kind what it is
 * @param number of the passage as the answer cites it, or of the step
 * @param id the document, or the tool call
 * @param place heading and lines of the passage, or the tool's name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SourceRef(Kind kind, int number, String id, String place) {

    /** What a source is. */
    public enum Kind {
        /** A passage of a document. */
        DOCUMENT,
        /** What a tool returned. */
        TOOL;

        /** The name over REST. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of that name. */
        @JsonCreator
        public static Kind of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
