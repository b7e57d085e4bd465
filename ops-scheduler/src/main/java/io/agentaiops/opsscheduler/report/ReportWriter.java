package io.agentaiops.opsscheduler.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.opsscheduler.run.Run;
import io.agentaiops.opsscheduler.run.RunEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Writes the report in the transaction that ends the run: there is no ended run without one. */
@ApplicationScoped
class ReportWriter {

    private final RunReport report;
    private final ReportStore store;
    private final Clock clock;

    ReportWriter(ObjectMapper json, ReportStore store, Clock clock) {
        this.report = new RunReport(json);
        this.store = store;
        this.clock = clock;
    }

    void write(@Observes RunEnded event) {
        Run run = event.run();
        String markdown = report.markdown(run);
        store.save(run.id(), new Report(markdown, report.html(run, markdown)), clock.instant());
    }
}
