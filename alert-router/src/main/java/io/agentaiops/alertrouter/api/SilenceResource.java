package io.agentaiops.alertrouter.api;

import com.fasterxml.jackson.core.type.TypeReference;
import io.agentaiops.alertrouter.alert.LastingAlertStore;
import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.silence.Reach;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.SilenceRequest;
import io.agentaiops.alertrouter.silence.SilenceRequests;
import io.agentaiops.alertrouter.silence.Silencer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Silences as at Alertmanager. */
@Path("/api/v2/silences")
@RunOnVirtualThread
class SilenceResource extends AlertmanagerResource {

    private static final TypeReference<SilenceView.Posted> POSTED = new TypeReference<>() {};

    private final Silencer silencer;
    private final SilenceRequests requests;
    private final LastingAlertStore alerts;
    private final WireReader wire;
    private final Clock clock;

    SilenceResource(
            Silencer silencer, SilenceRequests requests, LastingAlertStore alerts, WireReader wire, Clock clock) {
        this.silencer = silencer;
        this.requests = requests;
        this.alerts = alerts;
        this.wire = wire;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({"viewer", "service"})
    public Response list(
            @QueryParam("filter") List<String> filter,
            @QueryParam("active") @DefaultValue("true") boolean active,
            @QueryParam("pending") @DefaultValue("true") boolean pending,
            @QueryParam("expired") @DefaultValue("true") boolean expired) {
        try {
            List<Matcher> wanted = filter.stream()
                    .flatMap(text -> MatcherParser.parse(text).stream())
                    .toList();
            Instant now = clock.instant();
            return ok(silencer.all().stream()
                    .filter(silence -> silence.matchers().all().containsAll(wanted))
                    .filter(silence -> switch (silence.phaseAt(now)) {
                        case ACTIVE -> active;
                        case PENDING -> pending;
                        case EXPIRED -> expired;
                    })
                    .map(silence -> SilenceView.of(silence, now))
                    .toList());
        } catch (IllegalArgumentException e) {
            return badRequest(String.valueOf(e.getMessage()));
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    public Response post(@DefaultValue("") String body, @Context SecurityContext caller) {
        try {
            SilenceView.Posted posted = wire.read(body, POSTED);
            SilenceRequest request = posted.request();
            String actor = caller.getUserPrincipal().getName();
            silencer.check(request);
            Optional<String> refusal = requests.refusal(request);
            if (refusal.isPresent()) {
                return badRequest(refusal.get());
            }
            @Nullable UUID changed = posted.id() == null || posted.id().isEmpty() ? null : UUID.fromString(posted.id());
            if (changed != null && silencer.find(changed).isEmpty()) {
                return notFound();
            }
            Optional<String> broad =
                    requests.breadth(request.matchers(), Reach.of(request.matchers(), alerts, clock.instant()));
            if (broad.isPresent()) {
                UUID waiting =
                        requests.add(request, changed, broad.get(), actor).id();
                return forbidden("this silence needs a second person, for " + broad.get()
                        + "; somebody else with the role approver may say yes at POST /api/v1/silences/requests/"
                        + waiting + "/approve");
            }
            Optional<UUID> id = changed == null
                    ? Optional.of(silencer.create(request, Silence.Source.API, actor))
                    : silencer.replace(changed, request, actor);
            return id.map(saved -> ok(Map.of("silenceID", saved))).orElseGet(AlertmanagerResource::notFound);
        } catch (IllegalArgumentException e) {
            return badRequest(String.valueOf(e.getMessage()));
        }
    }
}
