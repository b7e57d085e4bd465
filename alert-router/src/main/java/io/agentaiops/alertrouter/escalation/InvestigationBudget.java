package io.agentaiops.alertrouter.escalation;

import java.util.List;

/** How many alerts that no escalation policy is for may be looked into, so that those with one never go without. */
public interface InvestigationBudget {

    /** Whether an alert of that severity is worth a look. */
    boolean isFor(String severity);

    /** How many more there may be now. */
    int left();

    /** These began to fire when nothing was left. */
    void exceeded(List<IncidentAlert> alerts);
}
