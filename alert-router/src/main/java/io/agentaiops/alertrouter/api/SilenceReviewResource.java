package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.Silencer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Looks over the silences that hold: which cover nothing, and which end soon. */
@Path("/api/v1/silences/review")
@RolesAllowed("viewer")
@RunOnVirtualThread
class SilenceReviewResource {

    private static final Duration SOON = Duration.ofHours(1);
    private static final int ALERTS_LOOKED_AT = 50_000;

    /** Silences that hold, those that covered nothing first. */
    record Review(List<Reviewed> items) {}

    /**
     * A silence that holds.
     *
     * @param covered how many alerts that were heard since its start it covers; 0: a typing error, or not needed any more
     * @param firing how many of them would fire if it ended now
     * @param endsSoon whether it ends within the hour
     */
    record Reviewed(
            UUID id,
            String matchers,
            String createdBy,
            String setBy,
            String comment,
            Instant startsAt,
            Instant endsAt,
            long covered,
            long firing,
            boolean endsSoon) {}

    private final Silencer silencer;
    private final AlertStore alerts;
    private final Clock clock;

    SilenceReviewResource(Silencer silencer, AlertStore alerts, Clock clock) {
        this.silencer = silencer;
        this.alerts = alerts;
        this.clock = clock;
    }

    @GET
    public Review review() {
        Instant now = clock.instant();
        List<Silence> active = silencer.active();
        Instant since = active.stream()
                .map(Silence::startsAt)
                .min(Comparator.naturalOrder())
                .orElse(now);
        List<StoredAlert> heard = alerts.heardSince(since, ALERTS_LOOKED_AT);
        return new Review(active.stream()
                .map(silence -> reviewed(silence, heard, now))
                .sorted(Comparator.comparingLong(Reviewed::covered).thenComparing(Reviewed::endsAt))
                .toList());
    }

    private static Reviewed reviewed(Silence silence, List<StoredAlert> heard, Instant now) {
        List<StoredAlert> covered = heard.stream()
                .filter(stored -> !stored.alert().updatedAt().isBefore(silence.startsAt()))
                .filter(stored -> silence.matchers().matches(stored.alert().labels()))
                .toList();
        return new Reviewed(
                silence.id(),
                silence.matchers().toString(),
                silence.createdBy(),
                silence.setBy(),
                silence.comment(),
                silence.startsAt(),
                silence.endsAt(),
                covered.size(),
                covered.stream()
                        .filter(stored -> !stored.alert().resolvedAt(now))
                        .count(),
                silence.endsAt().isBefore(now.plus(SOON)));
    }
}
