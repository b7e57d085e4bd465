package io.agentaiops.agentgateway.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.model.ModelParameters;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.eventbus.problem.Problem.FieldError;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a session wants its model to answer. A change is a merge patch (RFC 7396): what is named is set, null takes it
 * back, what is not named stays.
 */
@Path("/api/v1/sessions/{id}/parameters")
@RolesAllowed("viewer")
@RunOnVirtualThread
class SessionParametersResource {

    private static final Set<String> NAMES = Set.of(
            "model", "temperature", "topP", "topK", "minP", "numCtx", "numPredict", "seed", "repeatPenalty", "think");

    private final Sessions sessions;
    private final SessionParameters parameters;
    private final Validator validator;
    private final ObjectMapper json;
    private final SecurityIdentity identity;

    SessionParametersResource(
            Sessions sessions,
            SessionParameters parameters,
            Validator validator,
            ObjectMapper json,
            SecurityIdentity identity) {
        this.sessions = sessions;
        this.parameters = parameters;
        this.validator = validator;
        this.json = json;
        this.identity = identity;
    }

    @GET
    public ModelParameters get(String id) {
        return parameters.of(visible(id));
    }

    @PATCH
    public ModelParameters patch(String id, @NotNull ObjectNode change) {
        String session = visible(id);
        ModelParameters merged = merged(parameters.of(session), change);
        parameters.set(session, merged);
        return merged;
    }

    private ModelParameters merged(ModelParameters before, ObjectNode change) {
        ObjectNode all = json.valueToTree(before);
        List<FieldError> errors = new ArrayList<>();
        for (Iterator<String> names = change.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!NAMES.contains(name)) {
                errors.add(new FieldError(name, "is not known; there are " + new TreeSet<>(NAMES)));
            } else if (change.path(name).isNull()) {
                all.remove(name);
            } else {
                all.set(name, change.get(name));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return valid(all);
    }

    private ModelParameters valid(ObjectNode all) {
        ModelParameters merged;
        try {
            merged = json.convertValue(all, ModelParameters.class);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("parameter-type-wrong", "A parameter has the wrong type: numbers are numbers.");
        }
        List<FieldError> errors = validator.validate(merged).stream()
                .map(wrong -> new FieldError(wrong.getPropertyPath().toString(), wrong.getMessage()))
                .toList();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return merged;
    }

    private String visible(String id) {
        Caller caller = new Caller(identity.getPrincipal().getName(), identity.getRoles());
        return sessions.find(id, caller)
                .map(Session::id)
                .orElseThrow(() -> Problem.notFound("session-unknown", "There is no session with the id " + id + "."));
    }
}
