package io.agentaiops.agentgateway.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.passthrough.Dialect;
import io.agentaiops.agentgateway.passthrough.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Errors as the OpenAI API has them: {@code {"error": {message, type, param, code}}}, and the same as an event in a stream,
 * which makes the client libraries raise it.
 */
@ApplicationScoped
class OpenAiDialect implements Dialect {

    /** The body of an error. */
    record Body(Content error) {}

    /** What went wrong. */
    record Content(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {}

    private final ObjectMapper json;

    OpenAiDialect(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public String protocol() {
        return "openai";
    }

    @Override
    public String error(Refusal refusal) {
        return write(new Body(new Content(refusal.message(), type(refusal.status()), refusal.param(), refusal.code())));
    }

    @Override
    public String brokenOff(String reason) {
        return "data: " + write(new Body(new Content(reason, "api_error", null, "stream_broken"))) + "\n\n";
    }

    /** The value as JSON. */
    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String type(int status) {
        return status == 404 ? "not_found_error" : status < 500 ? "invalid_request_error" : "api_error";
    }
}
