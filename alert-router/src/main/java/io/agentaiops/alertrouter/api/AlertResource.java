package io.agentaiops.alertrouter.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.ingestion.AlertWriter;
import io.agentaiops.alertrouter.ingestion.HeardAlert;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts come in and are looked up as at Alertmanager. Roles: service or operator posts, viewer looks. */
@Path("/api/v2/alerts")
@RunOnVirtualThread
class AlertResource extends AlertmanagerResource {

    private static final TypeReference<List<PostedAlert>> ALERTS = new TypeReference<>() {};

    /** An alert as it is posted. */
    record PostedAlert(
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            @JsonProperty("generatorURL") @Nullable String generatorUrl) {

        Alert alert(Instant now, Duration patience) {
            HeardAlert heard = new HeardAlert(
                    labels == null ? Map.of() : labels,
                    annotations == null ? Map.of() : annotations,
                    WireReader.time(startsAt),
                    WireReader.time(endsAt),
                    generatorUrl == null ? "" : generatorUrl);
            return heard.complete(now, patience);
        }
    }

    private final AlertWriter writer;
    private final AlertReader reader;
    private final WireReader wire;
    private final CurrentConfig config;
    private final Clock clock;

    AlertResource(AlertWriter writer, AlertReader reader, WireReader wire, CurrentConfig config, Clock clock) {
        this.writer = writer;
        this.reader = reader;
        this.wire = wire;
        this.config = config;
        this.clock = clock;
    }

    /** 200 only when every alert is stored; 400 with the reasons when some are wrong: the others are stored. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"operator", "service"})
    public Response post(@DefaultValue("") String body) {
        List<Alert> valid = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try {
            for (PostedAlert posted : wire.read(body, ALERTS)) {
                check(posted, valid, wrong);
            }
        } catch (IllegalArgumentException e) {
            return badRequest(String.valueOf(e.getMessage()));
        }
        try {
            writer.write(valid);
        } catch (AlertWriter.Busy e) {
            return unavailable(String.valueOf(e.getMessage()));
        }
        return wrong.isEmpty() ? ok() : badRequest(String.join("; ", wrong));
    }

    private void check(@Nullable PostedAlert posted, List<Alert> valid, List<String> wrong) {
        try {
            if (posted == null) {
                throw new IllegalArgumentException("an alert must not be null");
            }
            valid.add(posted.alert(clock.instant(), config.get().global().resolveTimeout()));
        } catch (IllegalArgumentException | NullPointerException e) {
            wrong.add(e instanceof NullPointerException ? "labels must not be null" : String.valueOf(e.getMessage()));
        }
    }

    @GET
    @RolesAllowed({"viewer", "service"})
    public Response list(
            @QueryParam("active") @DefaultValue("true") boolean active,
            @QueryParam("silenced") @DefaultValue("true") boolean silenced,
            @QueryParam("inhibited") @DefaultValue("true") boolean inhibited,
            @QueryParam("filter") List<String> filter,
            @QueryParam("receiver") @Nullable String receiver,
            @QueryParam("receiver_matchers") List<String> receiverMatchers) {
        try {
            return ok(reader.alerts(new AlertFilter(
                    new AlertQuery(active, silenced, inhibited, true, filter, receiver, receiverMatchers))));
        } catch (IllegalArgumentException e) {
            return badRequest(String.valueOf(e.getMessage()));
        }
    }

    @GET
    @Path("/groups")
    @RolesAllowed({"viewer", "service"})
    public Response groups(
            @QueryParam("active") @DefaultValue("true") boolean active,
            @QueryParam("silenced") @DefaultValue("true") boolean silenced,
            @QueryParam("inhibited") @DefaultValue("true") boolean inhibited,
            @QueryParam("muted") @DefaultValue("true") boolean muted,
            @QueryParam("filter") List<String> filter,
            @QueryParam("receiver") @Nullable String receiver,
            @QueryParam("receiver_matchers") List<String> receiverMatchers) {
        try {
            return ok(reader.groups(new AlertFilter(
                    new AlertQuery(active, silenced, inhibited, muted, filter, receiver, receiverMatchers))));
        } catch (IllegalArgumentException e) {
            return badRequest(String.valueOf(e.getMessage()));
        }
    }
}
