package io.agentaiops.alertrouter.api;

import com.fasterxml.jackson.core.type.TypeReference;
import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.ingestion.AlertWriter;
import io.agentaiops.alertrouter.ingestion.ArrivalReader;
import io.agentaiops.alertrouter.ingestion.PostedAlert;
import io.agentaiops.alertrouter.yaml.PromDuration;
import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes what an Alertmanager or Grafana sends to a webhook. Such a sender says that an alert lasts only as often as it repeats
 * its notification, every four hours by default; so one without an end lasts that long and a little more.
 */
@Path("/api/v1/alerts/webhook")
@RolesAllowed({"operator", "service"})
@RunOnVirtualThread
class WebhookIntakeResource {

    private static final TypeReference<Body> BODY = new TypeReference<>() {};
    private static final Duration LONGEST = Duration.ofDays(7);

    /** The part of a webhook's body that tells of alerts; both senders have it. */
    record Body(@Nullable List<@Nullable PostedAlert> alerts) {}

    /** How many alerts were stored. */
    record Receipt(int accepted) {}

    private final AlertWriter writer;
    private final ArrivalReader arrivals;
    private final WireReader wire;
    private final Clock clock;

    WebhookIntakeResource(AlertWriter writer, ArrivalReader arrivals, WireReader wire, Clock clock) {
        this.writer = writer;
        this.arrivals = arrivals;
        this.wire = wire;
        this.clock = clock;
    }

    /** Answers when all alerts are stored; stores none when one is wrong, for the sender sends all of them again. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Receipt take(@DefaultValue("5h") @QueryParam("lasting") String lasting, @DefaultValue("") String body) {
        Duration patience = patience(lasting);
        Instant now = clock.instant();
        List<PostedAlert> alerts = alerts(body, now, patience);
        try {
            writer.write(arrivals.of(alerts, now, patience));
        } catch (AlertWriter.Busy e) {
            throw Problem.unavailable("journal-full", String.valueOf(e.getMessage()));
        }
        return new Receipt(alerts.size());
    }

    private List<PostedAlert> alerts(String body, Instant now, Duration patience) {
        List<PostedAlert> alerts = new ArrayList<>();
        List<Problem.FieldError> errors = new ArrayList<>();
        try {
            List<@Nullable PostedAlert> posted = wire.read(body, BODY).alerts();
            if (posted == null) {
                throw new IllegalArgumentException("alerts is required, as Alertmanager and Grafana send it");
            }
            for (PostedAlert alert : posted) {
                add(alert, now, patience, alerts, errors);
            }
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("webhook-invalid", String.valueOf(e.getMessage()));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return alerts;
    }

    private static void add(
            @Nullable PostedAlert posted,
            Instant now,
            Duration patience,
            List<PostedAlert> alerts,
            List<Problem.FieldError> errors) {
        String field = "alerts[" + (alerts.size() + errors.size()) + "]";
        try {
            if (posted == null) {
                throw new IllegalArgumentException("must not be null");
            }
            Alert unused = posted.alert(now, patience);
            alerts.add(posted);
        } catch (IllegalArgumentException e) {
            errors.add(new Problem.FieldError(field, String.valueOf(e.getMessage())));
        } catch (NullPointerException e) {
            errors.add(new Problem.FieldError(field, "labels and annotations must not be null"));
        }
    }

    private static Duration patience(String lasting) {
        try {
            Duration patience = PromDuration.parse(lasting);
            if (patience.isZero() || patience.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("must be more than 0 and at most 7d");
            }
            return patience;
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(List.of(new Problem.FieldError("lasting", String.valueOf(e.getMessage()))));
        }
    }
}
