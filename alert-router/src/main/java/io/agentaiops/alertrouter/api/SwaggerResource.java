package io.agentaiops.alertrouter.api;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The description of Alertmanager's API that clients may ask for. */
@Path("/api/v2/swagger.json")
class SwaggerResource extends AlertmanagerResource {

    @GET
    @PermitAll
    public Response swagger() {
        try (InputStream stream = Objects.requireNonNull(
                SwaggerResource.class.getResourceAsStream("/alertmanager-api.json"), "alertmanager-api.json")) {
            return ok(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
