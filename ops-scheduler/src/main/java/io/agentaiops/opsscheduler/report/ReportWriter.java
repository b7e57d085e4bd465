package io.agentaiops.opsscheduler.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.opsscheduler.run.Run;
import io.agentaiops.opsscheduler.run.RunEnded;
import io.agentaiops.opsscheduler.run.RunHistory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Writes the report in the transaction that ends the run: there is no ended run without one. */
@ApplicationScoped
class ReportWriter {

    /** A quarter of a year of weekly runs. */
    private static final int EARLIER_RUNS = 13;

    private final RunReport report;
    private final ReportStore store;
    private final RunHistory history;
    private final Clock clock;

    ReportWriter(ObjectMapper json, ReportStore store, RunHistory history, Clock clock) {
        this.report = new RunReport(json);
        this.store = store;
        this.history = history;
        this.clock = clock;
    }

    void write(@Observes RunEnded event) {
        Run run = event.run();
        store.save(run.id(), report.report(run, history.before(run, EARLIER_RUNS)), clock.instant());
    }
}
