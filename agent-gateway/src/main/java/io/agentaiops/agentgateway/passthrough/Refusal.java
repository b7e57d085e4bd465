package io.agentaiops.agentgateway.passthrough;

import org.jspecify.annotations.Nullable;

/**
 * Why a request gets no answer.
 *
 * @param status HTTP status
 * @param message for people
 * @param code stable, for programs
 * @param param the field that is wrong, where it is one
 */
public record Refusal(
        int status, String message, String code, @Nullable String param) {

    /** Something about the request is wrong. */
    public static Refusal bad(String code, String message, @Nullable String param) {
        return new Refusal(400, message, code, param);
    }

    /** There is no such thing. */
    public static Refusal unknown(String code, String message) {
        return new Refusal(404, message, code, null);
    }

    /** What would have to answer does not. */
    public static Refusal unavailable(String message) {
        return new Refusal(503, message, "model_unavailable", null);
    }
}
