package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens and closes incidents as alerts come and go. Hears the news of alerts from the bus, so that a page never waits for it;
 * news that comes again changes nothing. Whom an incident told hears of its end.
 */
@ApplicationScoped
public class IncidentKeeper {

    private final IncidentStore store;
    private final TimeLine timeLine;
    private final EscalationPolicies policies;
    private final IncidentPager pager;
    private final InvestigationBudget budget;
    private final Event<IncidentOpened> openings;
    private final Clock clock;

    IncidentKeeper(
            IncidentStore store,
            TimeLine timeLine,
            EscalationPolicies policies,
            IncidentPager pager,
            InvestigationBudget budget,
            Event<IncidentOpened> openings,
            Clock clock) {
        this.store = store;
        this.timeLine = timeLine;
        this.policies = policies;
        this.pager = pager;
        this.budget = budget;
        this.openings = openings;
        this.clock = clock;
    }

    /** Takes in news of alerts, oldest first within each alert. */
    @Transactional
    public void heard(List<IncidentAlert> news) {
        Set<String> known =
                store.known(news.stream().map(IncidentAlert::fingerprint).toList());
        Unattended unattended = new Unattended(store, budget);
        for (IncidentAlert alert : news) {
            Optional<EscalationPolicy> policy = policies.of(alert.labels());
            if (policy.isPresent() && alert.state() == AlertState.FIRING) {
                takeUp(policy.get(), alert, false);
                known.add(alert.fingerprint());
            } else if (known.contains(alert.fingerprint())) {
                store.lockOf(alert.fingerprint()).forEach(incident -> remember(incident, alert));
            } else if (alert.state() == AlertState.FIRING && unattended.takesUp(alert)) {
                takeUp(EscalationPolicy.NONE, alert, false);
                known.add(alert.fingerprint());
            }
        }
        unattended.close();
    }

    /** Brings an alert to the open incident that it belongs to, opened if there is none; returns that, locked. */
    Incident takeUp(EscalationPolicy policy, IncidentAlert alert, boolean byHand) {
        Labels labels = policy.group(alert.labels());
        Optional<Incident> known = store.lock(policy.name(), labels);
        boolean fresh = known.isEmpty() && open(fresh(policy, labels, alert.changedAt()), byHand);
        Incident incident =
                known.orElseGet(() -> store.lock(policy.name(), labels).orElseThrow());
        remember(incident, alert);
        boolean escalates = !policy.levels().isEmpty();
        if (fresh && (escalates || !byHand)) {
            openings.fire(new IncidentOpened(incident.id(), escalates, alert.labels(), alert.annotations()));
        }
        return incident;
    }

    private boolean open(Incident fresh, boolean byHand) {
        boolean opened = store.open(fresh);
        if (opened) {
            timeLine.add(fresh.id(), new Entry(fresh.openedAt(), "opened", "", words(fresh.policy(), byHand)));
        }
        return opened;
    }

    private static Incident fresh(EscalationPolicy policy, Labels labels, Instant at) {
        @Nullable
        Instant next = policy.levels().isEmpty()
                ? null
                : at.plus(policy.levels().getFirst().after());
        return new Incident(
                UUID.fromString(Ids.next()), policy.name(), labels, at, null, Incident.State.OPEN, "", 0, next);
    }

    private static String words(String policy, boolean byHand) {
        if (policy.isEmpty()) {
            return byHand ? "taken up by hand" : "to be looked into; no policy is for it";
        }
        return "by policy " + policy;
    }

    /** Notes what is new of the alert; the end of the last alert is the end of the incident. */
    private void remember(Incident incident, IncidentAlert alert) {
        if (!store.put(incident.id(), alert)) {
            return;
        }
        timeLine.add(
                incident.id(),
                new Entry(alert.changedAt(), kind(alert.state()), "", alert.labels() + ": " + alert.headline()));
        if (alert.state() == AlertState.RESOLVED && store.allResolved(incident.id())) {
            Instant now = clock.instant();
            store.update(incident.closed(now));
            timeLine.add(incident.id(), new Entry(now, "closed", "", "all of its alerts are over"));
            pager.over(incident);
        }
    }

    private static String kind(AlertState state) {
        return switch (state) {
            case FIRING -> "fires";
            case SUPPRESSED -> "suppressed";
            case RESOLVED -> "resolved";
        };
    }
}
