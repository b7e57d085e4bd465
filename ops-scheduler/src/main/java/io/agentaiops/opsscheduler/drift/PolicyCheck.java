package io.agentaiops.opsscheduler.drift;

import io.agentaiops.opsscheduler.drift.CommandQuestions.Verdict;
import io.agentaiops.opsscheduler.drift.MachineCheck.Drift;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.Step;
import io.agentaiops.opsscheduler.procedure.StepAction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the commands of steps against tool-runner's policy: what it denies would fail at night. */
@ApplicationScoped
class PolicyCheck {

    private final CommandQuestions questions;
    private final DriftConfig config;

    PolicyCheck(CommandQuestions questions, DriftConfig config) {
        this.questions = questions;
        this.config = config;
    }

    /** The steps whose command policy would not run as it is written; empty when tool-runner did not answer. */
    Optional<List<Drift>> check(Collection<Procedure> procedures, String runId) {
        List<String> commands = procedures.stream()
                .flatMap(procedure -> procedure.steps().stream())
                .flatMap(step -> command(step).stream())
                .distinct()
                .toList();
        return commands.isEmpty()
                ? Optional.of(List.of())
                : questions.ask(commands, runId, config.judgeWithin()).map(verdicts -> drifts(procedures, verdicts));
    }

    private static List<Drift> drifts(Collection<Procedure> procedures, Map<String, Verdict> verdicts) {
        List<Drift> drifts = new ArrayList<>();
        for (Procedure procedure : procedures) {
            for (Step step : procedure.steps()) {
                command(step)
                        .flatMap(command -> problem(step, verdicts.get(command)))
                        .ifPresent(problem -> drifts.add(new Drift(procedure, step, problem)));
            }
        }
        return drifts;
    }

    static Optional<String> problem(Step step, @Nullable Verdict verdict) {
        if (verdict == null || verdict.decision().equals("allow")) {
            return Optional.empty();
        }
        if (verdict.decision().equals("approve")) {
            return step.needsApproval()
                    ? Optional.empty()
                    : Optional.of("the command needs an approval that the step does not ask for: " + verdict.reason());
        }
        return Optional.of("the policy of tool-runner refuses the command: " + verdict.reason());
    }

    private static Optional<String> command(Step step) {
        return step.action() instanceof StepAction.Run run ? Optional.of(run.command()) : Optional.empty();
    }
}
