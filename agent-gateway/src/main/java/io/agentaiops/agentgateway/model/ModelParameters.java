package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a session wants its model to answer; what is null is left to the configuration or to Ollama.
 *
 * @param model the model, when the session has one of its own
 * @param temperature 0 is the most sober
 * @param topP nucleus sampling
 * @param topK how many tokens are considered
 * @param minP tokens less likely than this share of the best one are not considered
 * @param numCtx context window in tokens; the configured maximum and the model's own hold as well
 * @param numPredict longest answer in tokens
 * @param seed the same seed and question give the same answer
 * @param repeatPenalty how much repetition is held against a token
 * @param think whether a model that can think does so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelParameters(
        @Nullable @Size(min = 1, max = 200, message = "must be the name of a model")
        String model,

        @Nullable
        @DecimalMin(value = "0", message = "must be from 0 to 2")
        @DecimalMax(value = "2", message = "must be from 0 to 2")
        Double temperature,

        @Nullable
        @DecimalMin(value = "0", message = "must be from 0 to 1")
        @DecimalMax(value = "1", message = "must be from 0 to 1")
        Double topP,

        @Nullable
        @Min(value = 1, message = "must be from 1 to 1000")
        @Max(value = 1000, message = "must be from 1 to 1000")
        Integer topK,

        @Nullable
        @DecimalMin(value = "0", message = "must be from 0 to 1")
        @DecimalMax(value = "1", message = "must be from 0 to 1")
        Double minP,

        @Nullable
        @Min(value = 2048, message = "must be from 2048 to 1048576")
        @Max(value = 1_048_576, message = "must be from 2048 to 1048576")
        Integer numCtx,

        @Nullable
        @Min(value = 16, message = "must be from 16 to 65536")
        @Max(value = 65_536, message = "must be from 16 to 65536")
        Integer numPredict,

        @Nullable @Min(value = 0, message = "must not be negative")
        Integer seed,

        @Nullable
        @DecimalMin(value = "0", message = "must be from 0 to 2")
        @DecimalMax(value = "2", message = "must be from 0 to 2")
        Double repeatPenalty,

        @Nullable Boolean think) {

    /** Nothing of its own. */
    public static final ModelParameters NONE =
            new ModelParameters(null, null, null, null, null, null, null, null, null, null);

    /** The same question gives the same answer, as far as the model can. */
    public static final ModelParameters REPEATABLE =
            new ModelParameters(null, 0.0, null, null, null, null, null, 42, null, false);

    /** Ollama's {@code options}; what is null is left out. */
    Map<String, Object> options(int contextTokens, double defaultTemperature) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("num_ctx", contextTokens);
        options.put("temperature", temperature == null ? defaultTemperature : temperature);
        put(options, "top_p", topP);
        put(options, "top_k", topK);
        put(options, "min_p", minP);
        put(options, "num_predict", numPredict);
        put(options, "seed", seed);
        put(options, "repeat_penalty", repeatPenalty);
        return options;
    }

    private static void put(Map<String, Object> options, String name, @Nullable Object value) {
        if (value != null) {
            options.put(name, value);
        }
    }
}
