package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The alerts of one batch of news that no policy is for. The first of a kind is taken up for an investigation while there is
 * room; what follows joins it. Reads the database once, and only when there is such an alert.
 */
final class Unattended {

    private static final int NAMED = 50;

    private final IncidentStore store;
    private final InvestigationBudget budget;
    private final List<IncidentAlert> refused = new ArrayList<>();
    private Set<Labels> open = Set.of();
    private int left = -1;

    Unattended(IncidentStore store, InvestigationBudget budget) {
        this.store = store;
        this.budget = budget;
    }

    /** Whether the alert is to be part of an incident. */
    boolean takesUp(IncidentAlert alert) {
        if (!budget.isFor(alert.labels().get(Labels.SEVERITY))) {
            return false;
        }
        if (left < 0) {
            open = store.openLabels(EscalationPolicy.NONE.name());
            left = budget.left();
        }
        Labels kind = EscalationPolicy.NONE.group(alert.labels());
        if (open.contains(kind)) {
            return true;
        }
        if (left == 0) {
            if (refused.size() < NAMED) {
                refused.add(alert);
            }
            return false;
        }
        left--;
        open.add(kind);
        return true;
    }

    /** Says what was not taken up. */
    void close() {
        if (!refused.isEmpty()) {
            budget.exceeded(refused);
        }
    }
}
