package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.grouping.GroupNews;
import io.agentaiops.alertrouter.ingestion.AlertIntake;
import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.SilenceRequest;
import io.agentaiops.alertrouter.silence.Silencer;
import io.agentaiops.eventbus.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people do about an alert: each act is done to every open incident that the alert is part of, is written into the time
 * line with their name, and is audited. Empty when no such alert fires.
 */
@ApplicationScoped
class IncidentDesk {

    private final IncidentStore store;
    private final IncidentAlertStore incidentAlerts;
    private final IncidentKeeper keeper;
    private final TimeLine timeLine;
    private final EscalationPolicies policies;
    private final AlertStore alerts;
    private final AlertIntake intake;
    private final Silencer silencer;
    private final GroupNews groups;
    private final IncidentPager pager;
    private final Audit audit;
    private final Clock clock;

    IncidentDesk(
            IncidentStore store,
            IncidentAlertStore incidentAlerts,
            IncidentKeeper keeper,
            TimeLine timeLine,
            EscalationPolicies policies,
            AlertStore alerts,
            AlertIntake intake,
            Silencer silencer,
            GroupNews groups,
            IncidentPager pager,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.incidentAlerts = incidentAlerts;
        this.keeper = keeper;
        this.timeLine = timeLine;
        this.policies = policies;
        this.alerts = alerts;
        this.intake = intake;
        this.silencer = silencer;
        this.groups = groups;
        this.pager = pager;
        this.audit = audit;
        this.clock = clock;
    }

    /** What becomes of one incident; null: it stays as it is. */
    private interface Act {
        @Nullable
        Incident on(Incident incident, Instant now);
    }

    /** Somebody works on it; no level is told until that runs out. */
    @Transactional
    Optional<Incident> acknowledge(Fingerprint alert, String actor, @Nullable Duration lasting, String comment) {
        Optional<Incident> acknowledged = act(alert, actor, "acknowledged", comment, (incident, now) -> {
            EscalationPolicy policy = policies.named(incident.policy());
            boolean runsOut = lasting != null || !policy.levels().isEmpty();
            Duration holds = lasting == null ? policy.acknowledgedFor() : lasting;
            return incident.acknowledged(actor, runsOut ? now.plus(holds) : null);
        });
        acknowledged.ifPresent(incident -> groups.acknowledged(
                incidentAlerts.alerts(incident.id()).stream()
                        .map(one -> new Fingerprint(one.fingerprint()))
                        .toList(),
                actor));
        return acknowledged;
    }

    /** Nobody works on it any more; the next level is told after its wait. */
    @Transactional
    Optional<Incident> giveBack(Fingerprint alert, String actor, String comment) {
        return act(
                alert,
                actor,
                "given-back",
                comment,
                (incident, now) -> incident.ownedBy("").reopened(nextAfter(incident, now)));
    }

    private @Nullable Instant nextAfter(Incident incident, Instant now) {
        List<EscalationPolicy.Level> levels = policies.named(incident.policy()).levels();
        return incident.level() < levels.size()
                ? now.plus(levels.get(incident.level()).after())
                : null;
    }

    /** It is somebody's now; who has a receiver of their own is told. */
    @Transactional
    Optional<Incident> assign(Fingerprint alert, String actor, String to, String comment) {
        Optional<Incident> assigned = act(
                alert,
                actor,
                "assigned",
                comment.isEmpty() ? "to " + to : "to " + to + ": " + comment,
                (incident, now) -> incident.ownedBy(to));
        assigned.ifPresent(incident -> policies.person(to).ifPresent(receiver -> {
            List<IncidentAlert> firing = incidentAlerts.alerts(incident.id()).stream()
                    .filter(each -> each.state() != AlertState.RESOLVED)
                    .toList();
            String why = actor + " hands this over to " + to + (comment.isEmpty() ? "" : ": " + comment);
            pager.page(
                    incident,
                    List.of(receiver),
                    new IncidentPager.Cause(
                            why,
                            IncidentPager.groupKey(incident.id()) + ":assigned",
                            clock.instant().toEpochMilli()),
                    firing);
        }));
        return assigned;
    }

    /** Nobody is told of this alert, nor any level of its incident, for a while. */
    @Transactional(dontRollbackOn = IllegalArgumentException.class)
    Optional<Incident> snooze(Fingerprint alert, String actor, Duration lasting, String comment) {
        Instant until = clock.instant().plus(lasting);
        String text = "until " + until + (comment.isEmpty() ? "" : ": " + comment);
        Optional<Incident> snoozed = act(alert, actor, "snoozed", text, (incident, now) -> incident.snoozed(until));
        if (snoozed.isPresent()) {
            Labels labels = alerts.find(List.of(alert))
                    .values()
                    .iterator()
                    .next()
                    .alert()
                    .labels();
            Matchers exactly = new Matchers(labels.values().entrySet().stream()
                    .map(label -> new Matcher(label.getKey(), Matcher.Operator.EQUAL, label.getValue()))
                    .toList());
            silencer.create(
                    new SilenceRequest(exactly, clock.instant(), until, actor, "snoozed. " + comment),
                    Silence.Source.API,
                    actor);
        }
        return snoozed;
    }

    /** The next level is told now. */
    @Transactional
    Optional<Incident> escalate(Fingerprint alert, String actor, String comment) {
        return act(alert, actor, "escalation-asked-for", comment, (incident, now) -> incident.reopened(now));
    }

    @Transactional
    Optional<Incident> note(Fingerprint alert, String actor, String text) {
        return act(alert, actor, "note", text, (incident, now) -> null);
    }

    /** The alert counts as over, until it is raised again. */
    @Transactional
    Optional<Incident> resolve(Fingerprint alert, String actor, String comment) {
        Optional<Incident> found = act(alert, actor, "resolved-by-hand", comment, (incident, now) -> null);
        found.ifPresent(incident -> {
            Instant now = clock.instant();
            Alert known = alerts.find(List.of(alert)).values().iterator().next().alert();
            Instant start = known.startsAt().isAfter(now) ? now : known.startsAt();
            intake.accept(List.of(
                    new Alert(known.labels(), known.annotations(), start, now, false, now, known.generatorUrl())));
        });
        return found;
    }

    private Optional<Incident> act(Fingerprint alert, String actor, String kind, String text, Act act) {
        Instant now = clock.instant();
        List<Incident> incidents = openOf(alert, now);
        for (Incident incident : incidents) {
            Incident changed = act.on(incident, now);
            if (changed != null) {
                store.update(changed);
            }
            timeLine.add(incident.id(), new Entry(now, kind, actor, text));
        }
        if (incidents.isEmpty()) {
            return Optional.empty();
        }
        audit.record(actor, "alert." + kind, alert.value(), "succeeded", Map.of("text", text));
        return store.find(incidents.getFirst().id());
    }

    /** The open incidents of an alert that fires, locked; one is opened by hand where there is none yet. */
    private List<Incident> openOf(Fingerprint fingerprint, Instant now) {
        List<Incident> known = store.lockOf(fingerprint.value());
        StoredAlert stored = alerts.find(List.of(fingerprint)).get(fingerprint);
        if (stored == null || stored.alert().resolvedAt(now)) {
            return List.of();
        }
        if (!known.isEmpty()) {
            return known;
        }
        Alert alert = stored.alert();
        IncidentAlert news = new IncidentAlert(
                fingerprint.value(),
                alert.labels(),
                alert.annotations(),
                stored.state(),
                alert.startsAt(),
                alert.startsAt());
        return List.of(keeper.takeUp(policies.of(alert.labels()).orElse(EscalationPolicy.NONE), news, true));
    }
}
