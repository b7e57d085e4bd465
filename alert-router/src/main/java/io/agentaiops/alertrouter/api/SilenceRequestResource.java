package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.alert.LastingAlertStore;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.silence.Reach;
import io.agentaiops.alertrouter.silence.SilenceRequests;
import io.agentaiops.alertrouter.silence.SilenceRequests.Approval;
import io.agentaiops.alertrouter.silence.SilenceRequests.Waiting;
import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Silences before they hold: what one would cover, and those that wait for a second person. */
@Path("/api/v1/silences")
@RunOnVirtualThread
class SilenceRequestResource {

    private static final int SHOWN = 20;
    private static final int LONGEST_COMMENT = 1_000;

    /**
     * Matchers to be tried.
     *
     * @param matchers as Alertmanager writes them, such as {@code severity="warning"}
     */
    record Trial(@NotNull List<String> matchers) {}

    /**
     * What a silence would cover now.
     *
     * @param alerts how many alerts
     * @param of how many there are
     * @param secondPerson why a second person would be needed; empty: none would
     * @param examples the labels of some of them
     */
    record Preview(long alerts, long of, String secondPerson, List<Map<String, String>> examples) {}

    /**
     * Why somebody says no.
     *
     * @param comment in words
     */
    record Denial(@Nullable String comment) {}

    /**
     * A silence that waits.
     *
     * @param replaces the silence that it is to change; null: it is a new one
     */
    record WaitingView(
            UUID id,
            @Nullable UUID replaces,
            String matchers,
            Instant startsAt,
            Instant endsAt,
            String comment,
            String requestedBy,
            String reason) {}

    private final SilenceRequests requests;
    private final LastingAlertStore alerts;
    private final Clock clock;

    SilenceRequestResource(SilenceRequests requests, LastingAlertStore alerts, Clock clock) {
        this.requests = requests;
        this.alerts = alerts;
        this.clock = clock;
    }

    @POST
    @Path("/preview")
    @RolesAllowed("viewer")
    public Preview preview(@NotNull Trial trial) {
        Matchers matchers;
        try {
            matchers = AlertFilter.matchers(trial.matchers());
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("matchers-invalid", String.valueOf(e.getMessage()));
        }
        Reach reach = Reach.of(matchers, alerts, clock.instant());
        return new Preview(
                reach.covered(),
                reach.all(),
                requests.breadth(matchers, reach).orElse(""),
                reach.examples().stream()
                        .limit(SHOWN)
                        .map(row -> (Map<String, String>) row.labels().values())
                        .toList());
    }

    @GET
    @Path("/requests")
    @RolesAllowed("viewer")
    public List<WaitingView> waiting() {
        return requests.all().stream()
                .map(waiting -> new WaitingView(
                        waiting.id(),
                        waiting.replaces(),
                        waiting.wanted().matchers().toString(),
                        waiting.wanted().startsAt(),
                        waiting.wanted().endsAt(),
                        waiting.wanted().comment(),
                        waiting.requestedBy(),
                        waiting.reason()))
                .toList();
    }

    /** Says yes as the second person. */
    @POST
    @Path("/requests/{id}/approve")
    @RolesAllowed("approver")
    public Map<String, UUID> approve(@PathParam("id") UUID id, @Context SecurityContext caller) {
        return switch (requests.approve(id, caller.getUserPrincipal().getName())) {
            case Approval.Done done -> Map.of("silenceID", done.silence());
            case Approval.Unknown unknown -> throw unknown(id);
            case Approval.Over(Instant ended) ->
                throw Problem.conflict(
                        "silence-request-over", "the silence was to end at " + ended + "; set another one");
            case Approval.SamePerson same ->
                throw Problem.forbidden("second-person-needed", "who asked for a silence can't approve it too");
        };
    }

    /** Says no: body {@code {comment?}}. Who asked for the silence takes it back so. */
    @POST
    @Path("/requests/{id}/deny")
    @RolesAllowed("operator")
    public void deny(@PathParam("id") UUID id, @Nullable Denial denial, @Context SecurityContext caller) {
        String actor = caller.getUserPrincipal().getName();
        Waiting waiting = requests.find(id).orElseThrow(() -> unknown(id));
        if (!caller.isUserInRole("approver") && !waiting.requestedBy().equals(actor)) {
            throw Problem.forbidden("approver-needed", "only an approver or who asked for it can say no to a silence");
        }
        String comment = denial == null || denial.comment() == null ? "" : denial.comment();
        if (comment.length() > LONGEST_COMMENT || comment.indexOf('\0') >= 0) {
            throw Problem.invalid(
                    List.of(new Problem.FieldError("comment", "has at most " + LONGEST_COMMENT + " characters")));
        }
        if (!requests.deny(id, actor, comment)) {
            throw unknown(id);
        }
    }

    private static RuntimeException unknown(UUID id) {
        return Problem.notFound("silence-request-unknown", "no silence waits under " + id);
    }
}
