package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.escalation.EscalationPolicy.Level;
import io.agentaiops.alertrouter.escalation.EscalationPolicy.Target;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.Receiver;
import io.agentaiops.alertrouter.oncall.Contacts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the next level of what nobody acknowledged. The step, the notifications that it plans and the time of the next one
 * commit together, so that a killed replica neither loses a step nor takes it twice.
 */
@ApplicationScoped
class EscalationStep {

    /** Kind of the entry that says what an investigation found. */
    static final String FOUND = "investigated";

    /** Kinds of entries that say why there was none. */
    static final String NOTHING_FOUND = "no-analysis";

    static final String NOT_LOOKED = "not-investigated";

    /** All of them. */
    static final Set<String> FINDINGS = Set.of(FOUND, NOTHING_FOUND, NOT_LOOKED);

    private static final int AT_ONCE = 50;
    /** While all of its alerts are silenced an incident waits, and is looked at again. */
    private static final Duration WHILE_SILENCED = Duration.ofSeconds(30);

    private final IncidentStore store;
    private final IncidentAlertStore alerts;
    private final TimeLine timeLine;
    private final EscalationPolicies policies;
    private final IncidentPager pager;
    private final EscalationMetrics metrics;
    private final Contacts contacts;
    private final Clock clock;

    EscalationStep(
            IncidentStore store,
            IncidentAlertStore alerts,
            TimeLine timeLine,
            EscalationPolicies policies,
            IncidentPager pager,
            EscalationMetrics metrics,
            Contacts contacts,
            Clock clock) {
        this.contacts = contacts;
        this.store = store;
        this.alerts = alerts;
        this.timeLine = timeLine;
        this.policies = policies;
        this.pager = pager;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Takes the steps whose time has come; returns whether there may be more. */
    @Transactional
    boolean takeDue() {
        Instant now = clock.instant();
        List<Incident> due = store.lockDue(now, AT_ONCE);
        due.forEach(incident -> take(incident, now));
        return due.size() == AT_ONCE;
    }

    private void take(Incident incident, Instant now) {
        switch (incident.state()) {
            case ACKNOWLEDGED ->
                timeLine.add(
                        incident.id(),
                        new Entry(now, "acknowledgement-ran-out", "", "it was given by " + incident.owner()));
            case SNOOZED -> timeLine.add(incident.id(), new Entry(now, "snooze-ran-out", "", ""));
            case OPEN, CLOSED -> {
                // Nothing was agreed that ran out.
            }
        }
        List<IncidentAlert> firing = alerts.alerts(incident.id()).stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .toList();
        if (firing.isEmpty()) {
            store.update(incident.reopened(now.plus(WHILE_SILENCED)));
            return;
        }
        List<Level> levels = policies.named(incident.policy()).levels();
        if (incident.level() >= levels.size()) {
            store.update(incident.reopened(null));
            timeLine.add(incident.id(), new Entry(now, "levels-exhausted", "", "nobody is left to be told"));
            return;
        }
        tell(incident, levels, firing, now);
    }

    private void tell(Incident incident, List<Level> levels, List<IncidentAlert> firing, Instant now) {
        Level level = levels.get(incident.level());
        boolean last = incident.level() + 1 == levels.size();
        @Nullable
        Instant next = last ? null : now.plus(levels.get(incident.level() + 1).after());
        store.update(incident.escalated(next));
        List<String> told = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        Map<String, Receiver> receivers = new LinkedHashMap<>();
        for (Target target : level.targets()) {
            Optional<Receiver> receiver = policies.receiver(target);
            receiver.ifPresent(found -> receivers.put(found.name(), found));
            (receiver.isPresent() ? told : missed).add(policies.words(target));
        }
        timeLine.add(incident.id(), new Entry(now, "escalated", "", level.name() + ": " + String.join(", ", told)));
        if (!missed.isEmpty()) {
            timeLine.add(
                    incident.id(),
                    new Entry(
                            now,
                            "not-told",
                            "",
                            level.name() + ": " + String.join(", ", missed)
                                    + " has no receiver that alertmanager.yml knows"));
        }
        metrics.stepped(receivers.isEmpty());
        pager.page(
                incident,
                receivers.values(),
                new IncidentPager.Cause(
                        why(incident, level) + reach(level) + found(incident),
                        IncidentPager.groupKey(incident.id()),
                        incident.level() + 1L),
                firing);
    }

    private String found(Incident incident) {
        return timeLine.last(incident.id(), FINDINGS)
                .map(entry -> ". " + Message.said(finding(entry.kind(), entry.text())))
                .orElse("");
    }

    /** What such an entry says. */
    static String finding(String kind, String text) {
        return kind.equals(FOUND) ? text : Message.NO_ANALYSIS + text;
    }

    /** How to reach whom the level names, for whoever reads this and is not on it. */
    private String reach(Level level) {
        List<String> named = contacts.namedIn(level.name());
        return named.isEmpty() ? "" : " (" + String.join("; ", named) + ")";
    }

    private static String why(Incident incident, Level level) {
        return level.name() + " is told: "
                + (incident.owner().isEmpty()
                        ? "nobody has acknowledged since " + incident.openedAt()
                        : incident.owner() + " acknowledged, and it is not over");
    }
}
