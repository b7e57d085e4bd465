package io.agentaiops.agentgateway.evidence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A factual sentence of an answer and what backs it.
 *
 * @param sentence the sentence as it stands in the answer
 * @param start index of its first character in the answer, in UTF-16 units
 * @param end index after its last character
 * @param state whether something backs it
 * @param sources what backs it; empty when nothing does
 * @param reason what is not backed; null when supported
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
        String sentence,
        int start,
        int end,
        State state,
        List<SourceRef> sources,
        @Nullable String reason) {

    /** Whether something backs a sentence. */
    public enum State {
        SUPPORTED,
        UNVERIFIED;

        /** The name over REST. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of that name. */
        @JsonCreator
        public static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    public Finding {
        if (start < 0 || end - start != sentence.length()) {
            throw new IllegalArgumentException("a sentence stands where its text is");
        }
        sources = List.copyOf(sources);
    }

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "Finding[" + start + "-" + end + ", " + state + "]";
    }
}
