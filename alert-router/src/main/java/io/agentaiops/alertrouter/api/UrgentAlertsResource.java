package io.agentaiops.alertrouter.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.agentaiops.alertrouter.alert.AlertRow;
import io.agentaiops.alertrouter.alert.LastingAlertStore;
import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** What an overview shows of the alerts: how many there are, and the most urgent of them. A storm does not make it longer. */
@Path("/api/v1/alerts/urgent")
@RolesAllowed({"viewer", "service"})
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class UrgentAlertsResource {

    private static final int MOST = 1_000;

    /**
     * The alerts of now.
     *
     * @param firing how many fire
     * @param suppressed how many a silence or another alert keeps quiet
     * @param items the most urgent of both
     */
    record Urgent(long firing, long suppressed, List<Item> items) {}

    /** An alert; its state is {@code firing} or {@code suppressed}. */
    record Item(
            String fingerprint,
            String state,
            @JsonRawValue String labels,
            @JsonRawValue String annotations,
            Instant startsAt) {

        static Item of(LastingAlertStore.Urgent alert) {
            AlertRow row = alert.row();
            return new Item(
                    row.fingerprint(),
                    alert.suppressed() ? "suppressed" : "firing",
                    row.labelsJson(),
                    row.annotationsJson(),
                    row.startsAt());
        }
    }

    private final LastingAlertStore store;
    private final Clock clock;

    UrgentAlertsResource(LastingAlertStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Firing before suppressed, by severity, the youngest first. */
    @GET
    public Urgent urgent(@QueryParam("limit") @DefaultValue("200") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.invalid(List.of(new Problem.FieldError("limit", "must be from 1 to " + MOST)));
        }
        Instant now = clock.instant();
        LastingAlertStore.Counts counts = store.counts(now);
        return new Urgent(
                counts.firing(),
                counts.suppressed(),
                store.mostUrgent(now, limit).stream().map(Item::of).toList());
    }
}
