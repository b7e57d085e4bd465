package io.agentaiops.opsscheduler.run;

import java.util.Locale;

/** What started a run. */
public enum Trigger {
    /** Somebody asked for it. */
    PERSON,
    /** It was due. */
    SCHEDULE,
    /** An alert that its document helps with. */
    ALERT,
    /** The agent, by its tool, on behalf of somebody. */
    AGENT;

    /** As in REST. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
