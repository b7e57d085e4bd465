package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.grouping.Findings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** What the agent found out about alerts of incidents that are open, or why it found nothing. */
@ApplicationScoped
class IncidentFindings implements Findings {

    private final Jdbi jdbi;

    IncidentFindings(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Map<Fingerprint, String> of(Collection<Fingerprint> alerts) {
        Map<Fingerprint, String> found = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select a.fingerprint, e.kind, e.text from incident_alert a
                        join incident i on i.id = a.incident_id and i.closed_at is null
                        join incident_entry e on e.incident_id = i.id and e.kind = any(:kinds)
                        where a.fingerprint = any(:alerts) order by e.seq
                        """)
                .bindArray("kinds", String.class, List.copyOf(EscalationStep.FINDINGS))
                .bindArray(
                        "alerts",
                        String.class,
                        alerts.stream().map(Fingerprint::value).toList())
                .map((row, context) -> Map.entry(
                        new Fingerprint(row.getString(1)), EscalationStep.finding(row.getString(2), row.getString(3))))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue())));
        return found;
    }
}
