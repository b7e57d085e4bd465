package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.opsscheduler.compliance.FindingStore.Assessment;
import io.agentaiops.opsscheduler.compliance.FindingStore.Finding;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records of penetration tests, scans and reviews, and their findings with owner and due date. */
@Path("/api/v1/compliance")
@RolesAllowed("admin")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class FindingResource {

    private static final Set<String> KINDS =
            Set.of("penetration-test", "vulnerability-scan", "permission-review", "audit");
    private static final Set<String> STATES = Set.of("open", "accepted", "closed");
    private static final int MOST = 1000;

    /** A new record. */
    record WantedAssessment(
            @Nullable String kind,
            @Nullable String title,
            @Nullable String performedBy,
            @Nullable Instant performedAt,
            @Nullable String scope,
            @Nullable String summary) {}

    /** A finding; without a date it is due by its severity: critical 1 day, high 14, medium and low 90. */
    record WantedFinding(
            @Nullable String title,
            @Nullable String severity,
            @Nullable String state,
            @Nullable String owner,
            @Nullable LocalDate due,
            @Nullable String note) {}

    /** A list. */
    record Items<T>(List<T> items) {}

    private final FindingStore store;
    private final Audit audit;
    private final SecurityIdentity caller;
    private final Clock clock;

    FindingResource(FindingStore store, Audit audit, SecurityIdentity caller, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** Records, newest first. */
    @GET
    @Path("/assessments")
    public Items<Assessment> assessments() {
        return new Items<>(store.assessments(MOST));
    }

    /** Writes a penetration test, a scan or a review down. */
    @POST
    @Path("/assessments")
    @Transactional
    public Response assessed(@Nullable WantedAssessment given) {
        WantedAssessment wanted = given == null ? new WantedAssessment(null, null, null, null, null, null) : given;
        Wishes wishes = new Wishes();
        Instant at = wanted.performedAt();
        wishes.require(at != null && !at.isAfter(clock.instant()), "performedAt", "must be a time that has passed");
        Assessment assessment = new Assessment(
                UUID.fromString(Ids.next()),
                wishes.oneOf("kind", wanted.kind(), KINDS),
                wishes.text("title", wanted.title()),
                wishes.text("performedBy", wanted.performedBy()),
                at == null ? clock.instant() : at,
                wishes.text("scope", wanted.scope()),
                wishes.optional("summary", wanted.summary()),
                caller.getPrincipal().getName(),
                clock.instant());
        wishes.check();
        store.add(assessment);
        audit.record(
                assessment.recordedBy(),
                "compliance.assessment",
                assessment.id().toString(),
                "recorded",
                Map.of("kind", assessment.kind(), "title", assessment.title()));
        return Response.status(Response.Status.CREATED).entity(assessment).build();
    }

    /** Findings, the first due first. */
    @GET
    @Path("/findings")
    public Items<Finding> findings(@QueryParam("state") @Nullable String state) {
        return new Items<>(store.findings(state));
    }

    /** Adds what one of them found. */
    @POST
    @Path("/assessments/{id}/findings")
    @Transactional
    public Response found(@PathParam("id") UUID id, @Nullable WantedFinding given) {
        if (store.assessment(id).isEmpty()) {
            throw Problem.notFound("assessment-not-found", "there is no assessment " + id);
        }
        WantedFinding wanted = orEmpty(given);
        Wishes wishes = new Wishes();
        String title = wishes.text("title", wanted.title());
        Finding finding =
                finding(wishes, UUID.fromString(Ids.next()), id, title, severity(wishes, wanted.severity()), wanted);
        store.add(finding);
        tell(finding);
        return Response.status(Response.Status.CREATED).entity(finding).build();
    }

    /** Changes owner, date or state; what was found and how bad it is stays as it was reported. */
    @PUT
    @Path("/findings/{id}")
    @Transactional
    public Finding change(@PathParam("id") UUID id, @Nullable WantedFinding given) {
        Finding before =
                store.finding(id).orElseThrow(() -> Problem.notFound("finding-not-found", "there is no finding " + id));
        Finding finding =
                finding(new Wishes(), id, before.assessmentId(), before.title(), before.severity(), orEmpty(given));
        store.change(finding);
        tell(finding);
        return finding;
    }

    private void tell(Finding finding) {
        audit.record(
                finding.changedBy(),
                "compliance.finding",
                finding.id().toString(),
                finding.state(),
                Map.of("title", finding.title(), "due", finding.due().toString(), "note", finding.note()));
    }

    private Finding finding(
            Wishes wishes, UUID id, UUID assessment, String title, Severity severity, WantedFinding wanted) {
        String state = wishes.oneOf("state", wanted.state() == null ? "open" : wanted.state(), STATES);
        String note = wishes.optional("note", wanted.note());
        wishes.require(
                state.equals("open") || !note.isEmpty(),
                "note",
                "say why it is " + state + ", and for a closed one what proves it");
        wishes.require(
                !state.equals("accepted") || wanted.due() != null, "due", "what is accepted is accepted until a date");
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate due = wanted.due() == null ? today.plusDays(severity.days()) : wanted.due();
        String owner = wishes.text("owner", wanted.owner());
        wishes.check();
        return new Finding(
                id,
                assessment,
                title,
                severity,
                state,
                owner,
                due,
                note,
                caller.getPrincipal().getName(),
                clock.instant());
    }

    private static Severity severity(Wishes wishes, @Nullable String text) {
        try {
            return Severity.of(String.valueOf(text));
        } catch (IllegalArgumentException e) {
            wishes.require(false, "severity", String.valueOf(e.getMessage()));
            return Severity.LOW;
        }
    }

    private static WantedFinding orEmpty(@Nullable WantedFinding given) {
        return given == null ? new WantedFinding(null, null, null, null, null, null) : given;
    }
}
