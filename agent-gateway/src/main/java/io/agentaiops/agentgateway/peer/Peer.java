package io.agentaiops.agentgateway.peer;

import java.util.Locale;

/** The other services of the platform. */
public enum Peer {
    TOOL_RUNNER,
    RAG_INDEXER,
    OPS_SCHEDULER,
    ALERT_ROUTER;

    /** The service's name. */
    public String service() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
