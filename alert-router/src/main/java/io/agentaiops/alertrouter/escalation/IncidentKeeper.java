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
 * news that comes again changes nothing.
 */
@ApplicationScoped
public class IncidentKeeper {

    private final IncidentStore store;
    private final TimeLine timeLine;
    private final EscalationPolicies policies;
    private final Event<IncidentOpened> openings;
    private final Clock clock;

    IncidentKeeper(
            IncidentStore store,
            TimeLine timeLine,
            EscalationPolicies policies,
            Event<IncidentOpened> openings,
            Clock clock) {
        this.store = store;
        this.timeLine = timeLine;
        this.policies = policies;
        this.openings = openings;
        this.clock = clock;
    }

    /** Takes in news of alerts, oldest first within each alert. */
    @Transactional
    public void heard(List<IncidentAlert> news) {
        Set<String> known =
                store.known(news.stream().map(IncidentAlert::fingerprint).toList());
        for (IncidentAlert alert : news) {
            Optional<EscalationPolicy> policy = policies.of(alert.labels());
            if (policy.isPresent() && alert.state() == AlertState.FIRING) {
                remember(opened(policy.get(), alert), alert);
                known.add(alert.fingerprint());
            } else if (known.contains(alert.fingerprint())) {
                store.lockOf(alert.fingerprint()).forEach(incident -> remember(incident, alert));
            }
        }
    }

    /** The open incident that an alert belongs to, opened if there is none; locked. */
    Incident opened(EscalationPolicy policy, IncidentAlert alert) {
        Labels labels = policy.group(alert.labels());
        return store.lock(policy.name(), labels).orElseGet(() -> {
            Incident fresh = fresh(policy, labels, alert.changedAt());
            if (store.open(fresh)) {
                timeLine.add(fresh.id(), new Entry(alert.changedAt(), "opened", "", words(policy)));
                if (!policy.levels().isEmpty()) {
                    openings.fire(new IncidentOpened(fresh.id(), alert.labels(), alert.annotations()));
                }
            }
            return store.lock(policy.name(), labels).orElseThrow();
        });
    }

    private static Incident fresh(EscalationPolicy policy, Labels labels, Instant at) {
        @Nullable
        Instant next = policy.levels().isEmpty()
                ? null
                : at.plus(policy.levels().getFirst().after());
        return new Incident(
                UUID.fromString(Ids.next()), policy.name(), labels, at, null, Incident.State.OPEN, "", 0, next);
    }

    private static String words(EscalationPolicy policy) {
        return policy.name().isEmpty() ? "taken up by hand" : "by policy " + policy.name();
    }

    /** Notes what is new of the alert; the end of the last alert is the end of the incident. */
    void remember(Incident incident, IncidentAlert alert) {
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
