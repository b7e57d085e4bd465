package io.agentaiops.alertrouter.escalation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.yaml.PromDuration;
import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people do about one alert, and the story of it. */
@Path("/api/v1/alerts/{fingerprint:[0-9a-f]+}")
@RolesAllowed("viewer")
@RunOnVirtualThread
class AlertCaseResource {

    private static final int MOST_CHARS = 4_000;
    private static final int LONGEST_NAME = 200;
    private static final Duration LONGEST = Duration.ofDays(7);

    /**
     * What somebody does; which of the fields are needed depends on the act.
     *
     * @param to to whom it is assigned
     * @param text a note
     * @param comment why
     * @param lasting how long an acknowledgement or a snooze holds, such as {@code 2h}
     */
    record Wish(
            @Nullable String to,
            @Nullable String text,
            @Nullable String comment,
            @JsonProperty("for") @Nullable String lasting) {
        static final Wish NONE = new Wish(null, null, null, null);
    }

    /** A time line; no items when nothing was noted. */
    record Story(@Nullable IncidentView incident, List<Entry> items) {}

    private final IncidentDesk desk;
    private final IncidentArchive archive;

    AlertCaseResource(IncidentDesk desk, IncidentArchive archive) {
        this.desk = desk;
        this.archive = archive;
    }

    /** Acknowledges: body {@code {comment?, for?}}. */
    @POST
    @Path("/ack")
    @RolesAllowed("operator")
    public IncidentView ack(
            @PathParam("fingerprint") String alert, @Nullable Wish wish, @Context SecurityContext caller) {
        Wish given = given(wish);
        return shown(desk.acknowledge(fingerprint(alert), name(caller), lasting(given), comment(given)), alert);
    }

    /** Takes an acknowledgement back: body {@code {comment?}}. */
    @POST
    @Path("/unack")
    @RolesAllowed("operator")
    public IncidentView unack(
            @PathParam("fingerprint") String alert, @Nullable Wish wish, @Context SecurityContext caller) {
        return shown(desk.giveBack(fingerprint(alert), name(caller), comment(given(wish))), alert);
    }

    /** Hands over: body {@code {to, comment?}}. */
    @POST
    @Path("/assign")
    @RolesAllowed("operator")
    public IncidentView assign(
            @PathParam("fingerprint") String alert, @Nullable Wish wish, @Context SecurityContext caller) {
        Wish given = given(wish);
        String to = needed("to", given.to(), LONGEST_NAME);
        return shown(desk.assign(fingerprint(alert), name(caller), to, comment(given)), alert);
    }

    /** Keeps still for a while: body {@code {for, comment?}}. */
    @POST
    @Path("/snooze")
    @RolesAllowed("operator")
    public IncidentView snooze(
            @PathParam("fingerprint") String alert, @Nullable Wish wish, @Context SecurityContext caller) {
        Wish given = given(wish);
        Duration lasting = lasting(given);
        if (lasting == null) {
            throw invalid("for", "must say how long, such as 1h");
        }
        return shown(desk.snooze(fingerprint(alert), name(caller), lasting, comment(given)), alert);
    }

    /** Tells the next level now: body {@code {comment?}}. */
    @POST
    @Path("/escalate")
    @RolesAllowed("operator")
    public IncidentView escalate(
            @PathParam("fingerprint") String alert, @Nullable Wish wish, @Context SecurityContext caller) {
        return shown(desk.escalate(fingerprint(alert), name(caller), comment(given(wish))), alert);
    }

    /** Ends the alert by hand: body {@code {comment?}}. */
    @POST
    @Path("/resolve")
    @RolesAllowed("operator")
    public IncidentView resolve(
            @PathParam("fingerprint") String alert, @Nullable Wish wish, @Context SecurityContext caller) {
        return shown(desk.resolve(fingerprint(alert), name(caller), comment(given(wish))), alert);
    }

    /** Notes something: body {@code {text}}. */
    @POST
    @Path("/notes")
    @RolesAllowed("operator")
    public IncidentView note(
            @PathParam("fingerprint") String alert, @Nullable Wish wish, @Context SecurityContext caller) {
        String text = needed("text", given(wish).text(), MOST_CHARS);
        return shown(desk.note(fingerprint(alert), name(caller), text), alert);
    }

    /** What happened since the alert came, and who did what about it. */
    @GET
    @Path("/timeline")
    public Story timeline(@PathParam("fingerprint") String alert) {
        Optional<Incident> incident = archive.lastOf(alert);
        return new Story(
                incident.map(IncidentView::of).orElse(null),
                incident.map(archive::story).orElse(List.of()));
    }

    /** The draft of a report on the alert's last incident, as Markdown. */
    @GET
    @Path("/postmortem")
    @Produces("text/markdown;charset=UTF-8")
    public String postmortem(@PathParam("fingerprint") String alert) {
        return archive.lastOf(alert)
                .map(archive::postmortem)
                .orElseThrow(() -> Problem.notFound("incident-unknown", "alert " + alert + " has no incident"));
    }

    private static IncidentView shown(Optional<Incident> incident, String alert) {
        return incident.map(IncidentView::of)
                .orElseThrow(() -> Problem.notFound(
                        "alert-not-firing", "no alert " + alert + " fires; GET /api/v2/alerts lists those that do"));
    }

    private static Fingerprint fingerprint(String alert) {
        try {
            return new Fingerprint(alert);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("alert-not-firing", String.valueOf(e.getMessage()));
        }
    }

    private static Wish given(@Nullable Wish wish) {
        return wish == null ? Wish.NONE : wish;
    }

    private static String name(SecurityContext caller) {
        return caller.getUserPrincipal().getName();
    }

    private static String comment(Wish wish) {
        String comment = wish.comment() == null ? "" : wish.comment().strip();
        if (comment.length() > MOST_CHARS) {
            throw invalid("comment", "has at most " + MOST_CHARS + " characters");
        }
        return comment.replace("\0", "");
    }

    private static String needed(String field, @Nullable String value, int most) {
        if (value == null || value.isBlank() || value.length() > most || value.indexOf('\0') >= 0) {
            throw invalid(field, "needs 1 to " + most + " characters");
        }
        return value.strip();
    }

    private static @Nullable Duration lasting(Wish wish) {
        if (wish.lasting() == null) {
            return null;
        }
        try {
            Duration lasting = PromDuration.parse(wish.lasting());
            if (lasting.isZero() || lasting.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("must be more than 0 and at most 7d");
            }
            return lasting;
        } catch (IllegalArgumentException e) {
            throw invalid("for", String.valueOf(e.getMessage()));
        }
    }

    private static RuntimeException invalid(String field, String reason) {
        return Problem.invalid(List.of(new Problem.FieldError(field, reason)));
    }
}
