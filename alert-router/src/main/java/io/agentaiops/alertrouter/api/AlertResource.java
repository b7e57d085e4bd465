package io.agentaiops.alertrouter.api;

import com.fasterxml.jackson.core.type.TypeReference;
import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.ingestion.AlertWriter;
import io.agentaiops.alertrouter.ingestion.Arrival;
import io.agentaiops.alertrouter.ingestion.ArrivalReader;
import io.agentaiops.alertrouter.ingestion.PostedAlert;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts come in and are looked up as at Alertmanager. Roles: service or operator posts, viewer looks. */
@Path("/api/v2/alerts")
@RunOnVirtualThread
class AlertResource extends AlertmanagerResource {

    private static final TypeReference<List<@Nullable PostedAlert>> ALERTS = new TypeReference<>() {};

    private final AlertWriter writer;
    private final ArrivalReader arrivals;
    private final AlertReader reader;
    private final WireReader wire;
    private final CurrentConfig config;
    private final Clock clock;

    AlertResource(
            AlertWriter writer,
            ArrivalReader arrivals,
            AlertReader reader,
            WireReader wire,
            CurrentConfig config,
            Clock clock) {
        this.writer = writer;
        this.arrivals = arrivals;
        this.reader = reader;
        this.wire = wire;
        this.config = config;
        this.clock = clock;
    }

    /** 200 only when every alert is stored; 400 with the reasons when some are wrong: the others are stored. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"operator", "service"})
    public Response post(byte @Nullable [] body) {
        byte[] given = body == null ? new byte[0] : body;
        Instant now = clock.instant();
        Duration patience = config.get().global().resolveTimeout();
        List<String> wrong = new ArrayList<>();
        try {
            Optional<Arrival> plain = arrivals.plain(given, now, patience);
            writer.write(plain.isPresent() ? plain.get() : arrivals.of(right(given, now, wrong), now, patience));
        } catch (IllegalArgumentException e) {
            return badRequest(String.valueOf(e.getMessage()));
        } catch (AlertWriter.Busy e) {
            return unavailable(String.valueOf(e.getMessage()));
        }
        return wrong.isEmpty() ? ok() : badRequest(String.join("; ", wrong));
    }

    /** Those that are right; of the others the reasons. */
    private List<PostedAlert> right(byte[] body, Instant now, List<String> wrong) {
        List<PostedAlert> right = new ArrayList<>();
        for (PostedAlert posted : wire.read(new String(body, StandardCharsets.UTF_8), ALERTS)) {
            if (posted == null) {
                wrong.add("an alert must not be null");
                continue;
            }
            try {
                Alert unused = posted.alert(now, config.get().global().resolveTimeout());
                right.add(posted);
            } catch (IllegalArgumentException e) {
                wrong.add(String.valueOf(e.getMessage()));
            } catch (NullPointerException e) {
                wrong.add("labels must not be null");
            }
        }
        return right;
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
