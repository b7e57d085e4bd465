package io.agentaiops.agentgateway.privacy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.hold.ActivityHold;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** What is stored about somebody: for themselves, and for administrators on their behalf. */
@Path("/api/v1/users/{principal}/data")
@RolesAllowed("viewer")
@RunOnVirtualThread
class UserDataResource {

    /** What was removed, in rows, by feature. */
    record Erased(String principal, Map<String, Long> erased) {}

    private final Instance<PersonalData> data;
    private final Erasure erasure;
    private final ActivityHold hold;
    private final Audit audit;
    private final ObjectMapper json;
    private final SecurityIdentity identity;

    UserDataResource(
            Instance<PersonalData> data,
            Erasure erasure,
            ActivityHold hold,
            Audit audit,
            ObjectMapper json,
            SecurityIdentity identity) {
        this.data = data;
        this.erasure = erasure;
        this.hold = hold;
        this.audit = audit;
        this.json = json;
        this.identity = identity;
    }

    /** One JSON object with a list for each feature, written as it is read. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response export(String principal) {
        Caller caller = allowed(principal);
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(caller.principal(), "user.export", principal, "succeeded", Map.of()));
        StreamingOutput body = out -> write(principal, out);
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"agent-aiops-data.json\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    @DELETE
    public Erased erase(String principal) {
        Caller caller = allowed(principal);
        hold.reason()
                .ifPresent(reason -> QuarkusTransaction.requiringNew()
                        .run(() -> audit.record(
                                caller.principal(), "user.erase", principal, "refused", Map.of("hold", reason))));
        return new Erased(principal, erasure.erase(principal, caller.principal()));
    }

    private void write(String principal, OutputStream out) throws IOException {
        try (JsonGenerator generator = json.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringField("principal", principal);
            for (PersonalData part : data) {
                generator.writeArrayFieldStart(part.name());
                part.export(principal, value -> write(generator, value));
                generator.writeEndArray();
            }
            generator.writeEndObject();
        }
    }

    private static void write(JsonGenerator generator, Object value) {
        try {
            generator.writePOJO(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Caller allowed(String principal) {
        Caller caller = new Caller(identity.getPrincipal().getName(), identity.getRoles());
        if (!caller.isAdmin() && !caller.principal().equals(principal)) {
            throw Problem.forbidden("not-your-data", "Only your own data, or an administrator may ask for others'.");
        }
        return caller;
    }
}
