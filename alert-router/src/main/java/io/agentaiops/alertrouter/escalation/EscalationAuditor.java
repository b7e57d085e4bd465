package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.ingestion.AlertIntake;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Holds what happened against what should have happened: alerts that escalate and are part of no incident, steps that are
 * overdue, steps that planned no notification, and steps all of whose notifications were given up. It reads the alerts and
 * the rows that the steps left, not what they said of themselves.
 */
@ApplicationScoped
class EscalationAuditor {

    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Duration BACK = Duration.ofDays(1);
    private static final int MOST = 100;

    private static final String FINDINGS = """
            select id, 'step-overdue' as finding, 'level ' || (level + 1) || ' was due at ' || next_step_at as detail
            from incident where next_step_at < :overdue
            union all
            select i.id, 'nobody-told', 'level ' || step || ' planned no notification'
            from incident i cross join lateral generate_series(1, i.level) as step
            where (i.closed_at is null or i.opened_at >= :since)
              and not exists (select 1 from notification n
                  where n.origin = 'incident:' || i.id and n.generation = step)
            union all
            select i.id, 'not-delivered', 'level ' || n.generation || ': ' || count(*) || ' notifications were given up'
            from incident i join notification n on n.origin = 'incident:' || i.id
            where i.closed_at is null or i.opened_at >= :since
            group by i.id, n.generation having bool_and(n.state = 'dead')
            order by 1, 2 limit 500
            """;

    private final Jdbi jdbi;
    private final AlertIntake intake;
    private final MissedAlerts missed;
    private final Clock clock;

    EscalationAuditor(Jdbi jdbi, AlertIntake intake, MissedAlerts missed, Clock clock) {
        this.jdbi = jdbi;
        this.intake = intake;
        this.missed = missed;
        this.clock = clock;
    }

    /**
     * Something that should have happened and did not.
     *
     * @param incident the incident; null: there is none, and should be
     * @param finding {@code no-incident}, {@code step-overdue}, {@code nobody-told} or {@code not-delivered}
     * @param detail in words
     */
    record Finding(@Nullable UUID incident, String finding, String detail) {}

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(missed.since(GRACE).stream()
                .limit(MOST)
                .map(alert -> new Finding(
                        null,
                        "no-incident",
                        "alert " + alert.fingerprint().value() + " ("
                                + alert.labels().get(Labels.ALERT_NAME) + ") fires since " + alert.startsAt()
                                + " and is part of none"))
                .toList());
        findings.addAll(steps());
        return findings;
    }

    private List<Finding> steps() {
        Instant now = clock.instant();
        return jdbi.withHandle(handle -> handle.createQuery(FINDINGS)
                .bind("overdue", IncidentStore.utc(now.minus(GRACE)))
                .bind("since", IncidentStore.utc(now.minus(BACK)))
                .map((row, context) ->
                        new Finding(row.getObject("id", UUID.class), row.getString("finding"), row.getString("detail")))
                .list());
    }

    /** Raises an alert while there are findings; it ends by itself when there are none. What was missed is taken up. */
    @Scheduled(every = "60s", delayed = "60s", identity = "escalation-auditor")
    @RunOnVirtualThread
    void audit() {
        List<Finding> findings = findings();
        if (findings.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Finding first = findings.getFirst();
        intake.accept(List.of(new Alert(
                Labels.of(Map.of(Labels.ALERT_NAME, "EscalationIncomplete", Labels.SEVERITY, "warning")),
                Map.of(
                        "summary",
                        findings.size() + " escalation steps did not happen as they should; the first: "
                                + first.finding() + ", " + first.detail()),
                now,
                now.plus(GRACE.multipliedBy(3)),
                true,
                now,
                "")));
        missed.takeUp(missed.since(GRACE));
    }
}
