package io.agentaiops.agentgateway.support;

import io.agentaiops.eventbus.AfterCommit;
import jakarta.enterprise.context.ApplicationScoped;

/** What events mean for cases: a run that has ended, a document that can be found. In the transaction of the event. */
@ApplicationScoped
public class CaseEvents {

    private final Cases cases;
    private final CaseInvestigation investigation;
    private final AfterCommit afterCommit;

    CaseEvents(Cases cases, CaseInvestigation investigation, AfterCommit afterCommit) {
        this.cases = cases;
        this.investigation = investigation;
        this.afterCommit = afterCommit;
    }

    /** A run has ended. */
    public void answered(String runId) {
        investigation.reproduced(runId);
    }

    /** A document can be found. */
    public void indexed(String documentId) {
        cases.indexed(documentId).ifPresent(solved -> afterCommit.run(() -> investigation.checkFound(solved)));
    }
}
