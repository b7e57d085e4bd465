package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an answer took.
 *
 * @param modelTurns times that the model was asked
 * @param promptTokens tokens that it read
 * @param answerTokens tokens that it wrote
 * @param omitted what did not fit into what it could be told, in any of the turns
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Usage(
        int modelTurns,
        long promptTokens,
        long answerTokens,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        List<Omission> omitted) {

    public static final Usage NONE = new Usage(0, 0, 0, List.of());

    /**
     * Something that did not fit into the model's context.
     *
     * @param what for people, without a word of the thing itself
     * @param tokens about how long it is
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Omission(String what, long tokens) {}

    /** Runs from before omissions were listed have none. */
    public Usage {
        omitted = omitted == null ? List.of() : List.copyOf(omitted);
    }

    /** Tokens read and written. */
    public long tokens() {
        return promptTokens + answerTokens;
    }

    /** This and one more turn; what was left out in several turns is listed once, with its largest size. */
    public Usage plus(long prompt, long answer, List<Omission> more) {
        Map<String, Long> largest = new LinkedHashMap<>();
        Stream.concat(Stream.ofNullable(omitted).flatMap(List::stream), more.stream())
                .forEach(omission -> largest.merge(omission.what(), omission.tokens(), Math::max));
        List<Omission> all = largest.entrySet().stream()
                .map(entry -> new Omission(entry.getKey(), entry.getValue()))
                .toList();
        return new Usage(modelTurns + 1, promptTokens + prompt, answerTokens + answer, all);
    }
}
