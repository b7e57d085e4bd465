package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.yaml.PromDuration;
import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;

/** What is being escalated, by which policies, and whether every step happened. */
@Path("/api/v1/escalations")
@RolesAllowed("viewer")
@RunOnVirtualThread
class EscalationResource {

    /** Incidents: the open ones, then those of the last week. */
    record Page(List<IncidentView> items) {}

    /** One incident with its alerts and time line. */
    record Case(IncidentView incident, List<IncidentAlert> alerts, List<Entry> items) {}

    /** All policies. */
    record Policies(List<PolicyView> items) {}

    /**
     * A policy as it holds now.
     *
     * @param problems whom it names and cannot reach at this moment
     */
    record PolicyView(
            String name,
            String matchers,
            List<String> groupBy,
            String acknowledgedFor,
            List<LevelView> levels,
            List<String> problems) {}

    /** A level with who is meant by it now. */
    record LevelView(String name, String after, List<String> tells) {}

    /** What should have happened and did not. */
    record Findings(boolean complete, List<EscalationAuditor.Finding> items) {}

    private final IncidentArchive archive;
    private final IncidentAlertStore alerts;
    private final EscalationPolicies policies;
    private final EscalationAuditor auditor;

    EscalationResource(
            IncidentArchive archive,
            IncidentAlertStore alerts,
            EscalationPolicies policies,
            EscalationAuditor auditor) {
        this.archive = archive;
        this.alerts = alerts;
        this.policies = policies;
        this.auditor = auditor;
    }

    @GET
    public Page list() {
        return new Page(archive.recent().stream().map(IncidentView::of).toList());
    }

    @GET
    @Path("/{id}")
    public Case one(@PathParam("id") UUID id) {
        Incident incident = known(id);
        return new Case(IncidentView.of(incident), alerts.alerts(id), archive.story(incident));
    }

    @GET
    @Path("/{id}/postmortem")
    @Produces("text/markdown;charset=UTF-8")
    public String postmortem(@PathParam("id") UUID id) {
        return archive.postmortem(known(id));
    }

    @GET
    @Path("/policies")
    public Policies policies() {
        return new Policies(policies.all().stream().map(this::view).toList());
    }

    @GET
    @Path("/audit")
    public Findings audit() {
        List<EscalationAuditor.Finding> findings = auditor.findings();
        return new Findings(findings.isEmpty(), findings);
    }

    private PolicyView view(EscalationPolicy policy) {
        return new PolicyView(
                policy.name(),
                policy.matchers().toString(),
                policy.groupBy(),
                PromDuration.print(policy.acknowledgedFor()),
                policy.levels().stream()
                        .map(level -> new LevelView(
                                level.name(),
                                PromDuration.print(level.after()),
                                level.targets().stream().map(policies::words).toList()))
                        .toList(),
                policies.missing(policy));
    }

    private Incident known(UUID id) {
        return archive.find(id).orElseThrow(() -> Problem.notFound("incident-unknown", "there is no incident " + id));
    }
}
