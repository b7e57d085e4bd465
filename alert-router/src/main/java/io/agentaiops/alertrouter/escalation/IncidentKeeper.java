package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens and closes incidents as alerts come and go. Hears the news of alerts from the bus, so that a page never waits for it;
 * news that comes again changes nothing. Whom an incident told hears of its end.
 */
@ApplicationScoped
public class IncidentKeeper {

    private final IncidentStore store;
    private final IncidentAlertStore alerts;
    private final TimeLine timeLine;
    private final EscalationPolicies policies;
    private final IncidentPager pager;
    private final InvestigationBudget budget;
    private final Event<IncidentOpened> openings;
    private final Clock clock;

    IncidentKeeper(
            IncidentStore store,
            IncidentAlertStore alerts,
            TimeLine timeLine,
            EscalationPolicies policies,
            IncidentPager pager,
            InvestigationBudget budget,
            Event<IncidentOpened> openings,
            Clock clock) {
        this.store = store;
        this.alerts = alerts;
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
        HeldIncidents held = new HeldIncidents(store, alerts, timeLine, this::close);
        held.holdThoseOf(news.stream().map(IncidentAlert::fingerprint).toList());
        Unattended unattended = new Unattended(store, budget);
        List<IncidentOpened> opened = new ArrayList<>();
        for (IncidentAlert alert : news) {
            held.makeWayFor(alert);
            Optional<EscalationPolicy> policy = policies.of(alert.labels());
            List<Incident> known = held.of(alert.fingerprint());
            if (policy.isPresent() && alert.state() == AlertState.FIRING) {
                join(held, policy.get(), alert, false).opened().ifPresent(opened::add);
            } else if (!known.isEmpty()) {
                known.forEach(incident -> held.add(incident, alert));
            } else if (alert.state() == AlertState.FIRING && unattended.takesUp(alert)) {
                join(held, EscalationPolicy.NONE, alert, false).opened().ifPresent(opened::add);
            }
        }
        held.store();
        opened.forEach(openings::fire);
        unattended.close();
    }

    /** Brings an alert to the open incident that it belongs to, opened if there is none; returns that, locked. */
    Incident takeUp(EscalationPolicy policy, IncidentAlert alert, boolean byHand) {
        HeldIncidents held = new HeldIncidents(store, alerts, timeLine, this::close);
        Joined joined = join(held, policy, alert, byHand);
        held.store();
        joined.opened().ifPresent(openings::fire);
        return joined.incident();
    }

    /** The incident that an alert is part of now, and what is to be said of it if it was opened for that. */
    private record Joined(Incident incident, Optional<IncidentOpened> opened) {}

    private Joined join(HeldIncidents held, EscalationPolicy policy, IncidentAlert alert, boolean byHand) {
        Labels labels = policy.group(alert.labels());
        Optional<Incident> known = held.find(policy.name(), labels);
        boolean fresh = known.isEmpty() && open(fresh(policy, labels, alert.changedAt()), byHand);
        Incident incident =
                known.orElseGet(() -> held.find(policy.name(), labels).orElseThrow());
        held.add(incident, alert);
        boolean escalates = !policy.levels().isEmpty();
        return new Joined(
                incident,
                fresh && (escalates || !byHand)
                        ? Optional.of(new IncidentOpened(incident.id(), escalates, alert.labels(), alert.annotations()))
                        : Optional.empty());
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

    /** The end of the last alert is the end of the incident. */
    private void close(Incident incident) {
        Instant now = clock.instant();
        store.update(incident.closed(now));
        timeLine.add(incident.id(), new Entry(now, "closed", "", "all of its alerts are over"));
        pager.over(incident);
    }
}
