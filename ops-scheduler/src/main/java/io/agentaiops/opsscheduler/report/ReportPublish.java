package io.agentaiops.opsscheduler.report;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.run.Run;
import io.agentaiops.opsscheduler.run.RunHistory;
import io.agentaiops.opsscheduler.run.RunIds;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code report.publish}: puts what the run has found so far into the knowledge base, as the document {@code reports/NAME.md},
 * so that people find it and the agent cites it. Only the findings in words; what commands printed stays in the evidence.
 */
@ApplicationScoped
class ReportPublish implements CapabilityHandler {

    /** Two months of a weekly procedure. */
    private static final int EARLIER_RUNS = 8;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,60}");

    private final RunHistory history;
    private final DocumentPublisher publisher;
    private final Clock clock;

    ReportPublish(RunHistory history, DocumentPublisher publisher, Clock clock) {
        this.history = history;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.REPORT_PUBLISH;
    }

    @Override
    public Finding perform(Operation operation) {
        String name = operation.arguments().text("document");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("document is " + name
                    + " but must be small letters, digits and hyphens, such as security-findings");
        }
        Optional<Run> found = RunIds.parse(operation.runId()).flatMap(history::find);
        if (found.isEmpty()) {
            return Finding.bad("There is no run " + operation.runId() + " to write about", Map.of());
        }
        Run run = found.get();
        String title = operation.arguments().text("title", run.title());
        String id = "reports/" + name + ".md";
        FindingsText text = new FindingsText(title, run, clock.instant());
        String markdown = text.markdown(history.before(run, EARLIER_RUNS));
        QuarkusTransaction.requiringNew().run(() -> publisher.publish(id, title, markdown));
        return Finding.good(
                "Written to " + id + ": " + text.looked().size() + " findings, "
                        + text.open().size() + " of them open",
                Map.of("document", id, "open", text.open().size()));
    }
}
