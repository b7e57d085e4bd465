package io.agentaiops.alertrouter.investigation;

import java.time.Duration;
import java.time.Instant;

/** Asks the agent, with the transaction that decided so. */
public interface InvestigationRequests {

    /** Asks; the answer comes back under {@code operationId}. */
    void ask(String operationId, String question, Duration within, Instant deadline);
}
