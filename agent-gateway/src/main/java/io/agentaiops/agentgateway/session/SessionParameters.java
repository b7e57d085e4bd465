package io.agentaiops.agentgateway.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.model.ModelParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.jdbi.v3.core.Jdbi;

/** How a session wants its model to answer. */
@ApplicationScoped
public class SessionParameters {

    private final Jdbi jdbi;
    private final ObjectMapper json;

    SessionParameters(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** What the session wants; nothing of its own when it is gone. */
    public ModelParameters of(String sessionId) {
        return jdbi.withHandle(handle -> handle.createQuery("select parameters from session where id = :id")
                        .bind("id", sessionId)
                        .mapTo(String.class)
                        .findOne())
                .map(this::read)
                .orElse(ModelParameters.NONE);
    }

    @Transactional
    void set(String sessionId, ModelParameters parameters) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update session set parameters = cast(:parameters as jsonb) where id = :id")
                .bind("parameters", write(parameters))
                .bind("id", sessionId)
                .execute());
    }

    private ModelParameters read(String stored) {
        try {
            return json.readValue(stored, ModelParameters.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored parameters are not readable", e);
        }
    }

    private String write(ModelParameters parameters) {
        try {
            return json.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
