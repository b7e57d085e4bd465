package io.agentaiops.opsscheduler.maintenance;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.maintenance.OperatorCommand.Ended;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * {@code platform.stage}: has a stage of the maintenance done by the operator's command for it. Good is exit code 0. The
 * command runs as the account of this service; ops-scheduler itself must not be among what it stops.
 */
@ApplicationScoped
class PlatformStage implements CapabilityHandler {

    private final MaintenanceConfig config;
    private final Redaction redaction;
    private final Audit audit;
    private final Clock clock;

    PlatformStage(MaintenanceConfig config, Redaction redaction, Audit audit, Clock clock) {
        this.config = config;
        this.redaction = redaction;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.PLATFORM_STAGE;
    }

    @Override
    public Finding perform(Operation operation) {
        Stage stage = Stage.of(operation.arguments().text("stage"));
        List<String> command = command(stage);
        if (command.isEmpty()) {
            return Finding.bad(
                    "Nobody has said how to " + stage.text() + " this platform: set aiops.maintenance.stages."
                            + stage.text() + " (see the guide maintenance-commands), or do it by hand",
                    Map.of("stage", stage.text()));
        }
        record(operation, stage, "begun");
        Finding finding = run(operation, stage, command);
        record(operation, stage, finding.outcome().name().toLowerCase(java.util.Locale.ROOT));
        return finding;
    }

    private List<String> command(Stage stage) {
        return (switch (stage) {
                    case STOP -> config.stop();
                    case UPDATE -> config.update();
                    case DIAGNOSE -> config.diagnose();
                    case START -> config.start();
                    case ROLL_BACK -> config.rollBack();
                })
                .orElse(List.of());
    }

    private Finding run(Operation operation, Stage stage, List<String> command) {
        Ended ended = OperatorCommand.run(command, operation.deadline(), clock);
        Map<String, Object> evidence = Map.of(
                "stage",
                stage.text(),
                "command",
                String.join(" ", command),
                "exitCode",
                ended.exitCode(),
                "output",
                redaction.redact(ended.output()));
        return ended.isGood()
                ? Finding.good("Stage " + stage.text() + " done", evidence)
                : Finding.bad("Stage " + stage.text() + ": the command " + ended.how(), evidence);
    }

    private void record(Operation operation, Stage stage, String outcome) {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        operation.principal(),
                        "platform.stage",
                        stage.text(),
                        outcome,
                        Map.of("runId", operation.runId())));
    }
}
