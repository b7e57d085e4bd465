package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.alert.StandingAlerts;
import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.eventcontracts.operation.ProcedureRunProgressed;
import io.agentaiops.eventcontracts.tool.ToolCallCancelled;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.eventcontracts.tool.ToolCallRequested.GivenApproval;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.StepAction;
import io.agentaiops.opsscheduler.run.OpenAlert;
import io.agentaiops.opsscheduler.run.Plan;
import io.agentaiops.opsscheduler.run.Run;
import io.agentaiops.opsscheduler.run.RunAlerts;
import io.agentaiops.opsscheduler.run.RunApprovals;
import io.agentaiops.opsscheduler.run.RunPublisher;
import io.agentaiops.opsscheduler.run.StepRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what runs want and what becomes of them. */
@ApplicationScoped
class RunEventPublisher implements RunPublisher {

    static final String REQUESTER = "ops-scheduler";
    private static final String TERMINAL = "terminal";
    private static final String MISSED_RUNBOOK = "troubleshooting/procedure-did-not-run.md";

    /** An alert goes by mail and chat; the whole is in the report. */
    private static final int LONGEST_EVIDENCE = 1500;

    private final Outbox outbox;
    private final StandingAlerts alerts;
    private final Redaction redaction;

    RunEventPublisher(Outbox outbox, StandingAlerts alerts, Redaction redaction) {
        this.outbox = outbox;
        this.alerts = alerts;
        this.redaction = redaction;
    }

    @Override
    public void requestOperation(Run run, StepRun step, StepAction.Uses uses, Instant deadline) {
        outbox.publish(new OperationRequested(
                attemptOf(step),
                run.id().toString(),
                uses.capability().id(),
                uses.with(),
                run.principal(),
                false,
                deadline));
    }

    @Override
    public void requestToolCall(
            Run run, StepRun step, StepAction.Run command, Instant startBy, @Nullable String proof) {
        outbox.publish(new ToolCallRequested(
                attemptOf(step),
                TERMINAL,
                Map.of("command", command.command()),
                originOf(run),
                run.principal(),
                command.expect(),
                startBy,
                step.timeout().toMillis(),
                given(run, step, proof)));
    }

    @Override
    public void takeBack(Run run, StepRun step, String why, Instant now) {
        outbox.publish(new ToolCallCancelled(attemptOf(step), originOf(run), run.principal(), why, now));
    }

    private static @Nullable GivenApproval given(Run run, StepRun step, @Nullable String proof) {
        UUID approval = step.approvalId();
        return proof == null || approval == null
                ? null
                : new GivenApproval(approval.toString(), Plan.of(run, step).text(), proof);
    }

    @Override
    public void requestApproval(Run run, StepRun step, Plan plan, Instant now, Duration window) {
        outbox.publish(new ApprovalRequested(
                Objects.requireNonNull(step.approvalId()).toString(),
                REQUESTER,
                originOf(run),
                run.principal(),
                null,
                run.title() + ": " + step.title(),
                plan.text(),
                plan.hash(),
                RunApprovals.ROLE,
                now,
                now.plus(window)));
    }

    @Override
    public void progressed(Run run, @Nullable StepRun step, String summary, Instant at) {
        outbox.publish(new ProcedureRunProgressed(
                run.id().toString(),
                run.procedureId(),
                run.title(),
                run.state().text(),
                step == null ? null : step.stepId(),
                step == null ? null : step.state().text(),
                summary,
                at));
    }

    @Override
    public void alert(Run run, @Nullable StepRun step, String summary, Instant startsAt) {
        alerts.publish(new AlertRaised(
                labels(
                        step == null ? OpenAlert.Name.RUN_FAILED : OpenAlert.Name.STEP_FAILED,
                        run.procedureId(),
                        step == null ? "" : step.stepId(),
                        run.alertSeverity().text()),
                annotations(run, step, summary),
                startsAt,
                null,
                "/api/v1/operations/" + run.id()));
    }

    @Override
    public void missed(Map<RunAlerts.Missed, Instant> missed) {
        alerts.publishAll(missed.entrySet().stream()
                .map(entry -> missed(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static AlertRaised missed(RunAlerts.Missed missed, Instant startsAt) {
        Procedure procedure = missed.procedure();
        return new AlertRaised(
                labels(
                        OpenAlert.Name.MISSED,
                        procedure.id(),
                        "",
                        procedure.severity().text()),
                Map.of(
                        "summary",
                        procedure.title() + " was due and not run",
                        "description",
                        (missed.times() == 1 ? "Due at " : missed.times() + " due times, the last at ") + missed.last()
                                + ". " + missed.reason(),
                        "runbook",
                        MISSED_RUNBOOK),
                startsAt,
                null,
                "/api/v1/procedures/" + procedure.id());
    }

    @Override
    public void alertEnded(OpenAlert alert, @Nullable Run run, String why, Instant endsAt) {
        alerts.publish(new AlertRaised(
                labels(alert.name(), alert.procedureId(), alert.stepId(), alert.severity()),
                run == null
                        ? Map.of("summary", named(alert.procedureId(), alert.stepId()), "description", why)
                        : annotations(run, stepOf(run, alert.stepId()), why),
                alert.startsAt(),
                endsAt,
                run == null ? "/api/v1/procedures/" + alert.procedureId() : "/api/v1/operations/" + run.id()));
    }

    private static String named(String procedure, String step) {
        return step.isEmpty() ? procedure : procedure + ": " + step;
    }

    private static @Nullable StepRun stepOf(Run run, String stepId) {
        return run.steps().stream()
                .filter(step -> step.stepId().equals(stepId))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, String> labels(OpenAlert.Name name, String procedure, String step, String severity) {
        Map<String, String> labels =
                new HashMap<>(Map.of("alertname", name.label(), "procedure", procedure, "severity", severity));
        if (!step.isEmpty()) {
            labels.put("step", step);
        }
        return labels;
    }

    private Map<String, String> annotations(Run run, @Nullable StepRun step, String summary) {
        return Map.of(
                "summary",
                run.title() + (step == null ? "" : ": " + step.title()),
                "description",
                summary,
                "evidence",
                evidence(run, step),
                "report",
                "/api/v1/operations/" + run.id() + "/report",
                "runbook",
                run.path());
    }

    /** What the step found, cut and redacted; of a run, what its failed steps found in a line each. */
    private String evidence(Run run, @Nullable StepRun step) {
        String text = step == null
                ? run.steps().stream()
                        .filter(failed -> failed.state().isFailure())
                        .map(failed -> failed.title() + ": " + failed.summary())
                        .collect(Collectors.joining("\n"))
                : step.evidence().containsKey("output")
                        ? String.valueOf(step.evidence().get("output"))
                        : step.evidence().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(fact -> fact.getKey() + ": " + fact.getValue())
                                .collect(Collectors.joining("\n"));
        String redacted = redaction.redact(text);
        return redacted.length() > LONGEST_EVIDENCE ? redacted.substring(0, LONGEST_EVIDENCE) + " …" : redacted;
    }

    private static Origin originOf(Run run) {
        return new Origin(Origin.Kind.OPERATION, run.id().toString());
    }

    private static String attemptOf(StepRun step) {
        return Objects.requireNonNull(step.attemptId()).toString();
    }
}
