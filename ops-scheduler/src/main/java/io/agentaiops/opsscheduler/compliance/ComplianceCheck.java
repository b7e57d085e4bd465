package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** {@code compliance.check}: looks at every control now; fails when fewer percent hold than {@code score-above} says. */
@ApplicationScoped
class ComplianceCheck implements CapabilityHandler {

    private static final String DEFAULT = "0";

    private final ComplianceWatch watch;
    private final ComplianceView view;

    ComplianceCheck(ComplianceWatch watch, ComplianceView view) {
        this.watch = watch;
        this.view = view;
    }

    @Override
    public Capability capability() {
        return Capability.COMPLIANCE_CHECK;
    }

    @Override
    public Finding perform(Operation operation) {
        String wanted = operation.arguments().text("score-above", DEFAULT);
        if (!wanted.matches("\\d{1,3}")) {
            return Finding.refused("score-above must be a percentage such as 90 but is " + wanted);
        }
        Score score = watch.lookAtAll();
        ComplianceView.Shown shown = view.now();
        List<String> broken = shown.controls().stream()
                .filter(control -> control.state() != Verdict.State.PASSED)
                .map(control -> control.id() + ": " + control.detail())
                .toList();
        Map<String, Object> evidence = Map.of(
                "score",
                Double.isNaN(score.percent()) ? 0 : (int) score.percent(),
                "passed",
                score.count(Verdict.State.PASSED),
                "notPassed",
                broken,
                "refused",
                shown.refused().size());
        String summary = score.count(Verdict.State.PASSED) + " of "
                + shown.controls().size() + " controls hold"
                + (broken.isEmpty() ? "" : "; not: " + String.join("; ", broken));
        boolean good =
                shown.refused().isEmpty() && !shown.controls().isEmpty() && score.percent() >= Integer.parseInt(wanted);
        return good ? Finding.good(summary, evidence) : Finding.bad(summary, evidence);
    }
}
