package io.agentaiops.opsscheduler.drift;

import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalogs;
import io.agentaiops.opsscheduler.schedule.CronSchedule;
import io.agentaiops.opsscheduler.testing.Operations;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A runbook and the machine that it was written for grow apart, and the next validation says so. */
@QuarkusTest
class ProceduresValidateIT {

    private final DriftStore store;

    ProceduresValidateIT(DriftStore store) {
        this.store = store;
    }

    @Test
    void renamedUnitMissingCommandAndClosedPortTurnTheNextCheckRed() throws IOException {
        Path machine = Files.createTempDirectory("machine");
        Path unit = Files.createFile(machine.resolve("drifting.service"));
        install(machine, "systemctl");
        install(machine, "curl");
        Path command = install(machine, "drifting-tool");
        Finding before;
        Finding after;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProcedureCatalog catalog = ProcedureCatalogs.of(document(listening.getLocalPort()));
            before = validate(catalog, machine);
            Files.move(unit, machine.resolve("drifted.service"));
            Files.delete(command);
            listening.close();

            after = validate(catalog, machine);
        }

        assertThat(before.outcome()).as(before.summary()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(after.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(String.valueOf(after.evidence().get("drift")))
                .contains("there is no unit drifting")
                .contains("the command drifting-tool is not installed")
                .contains("nothing listens on port");
        viewer().get("/api/v1/operations/drift")
                .then()
                .statusCode(200)
                .body("items.problem", hasItem("there is no unit drifting"));

        Files.createFile(unit);
        validate(ProcedureCatalogs.of(Files.createTempDirectory("no-documents")), machine);
        viewer().get("/api/v1/operations/drift")
                .then()
                .body("items.problem", not(hasItem("there is no unit drifting")));
    }

    @Test
    void shippedCheckRunsEveryHour() {
        var check = ProcedureCatalogs.of(Path.of("..", "documents"))
                .current()
                .find("runbook-check")
                .orElseThrow();
        CronSchedule schedule = java.util.Objects.requireNonNull(check.schedule());
        Instant now = Instant.now();

        assertThat(schedule.next(now).orElseThrow()).isBefore(now.plus(Duration.ofMinutes(66)));
    }

    private Finding validate(ProcedureCatalog catalog, Path machine) {
        DriftConfig config = new MachineConfig(machine, false);
        CommandQuestions allowed = (commands, runId, within) -> Optional.of(Map.of());
        return new ProceduresValidate(
                        catalog,
                        new MachineCheck(config),
                        new PolicyCheck(allowed, config),
                        new LinkCheck(new WebLinks(), config),
                        store,
                        Clock.systemUTC())
                .perform(Operations.of(Capability.PROCEDURES_VALIDATE, Map.of()));
    }

    private static Path install(Path machine, String program) throws IOException {
        Path file = Files.createFile(machine.resolve(program));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static Path document(int port) throws IOException {
        Path folder = Files.createTempDirectory("drifting");
        Files.writeString(folder.resolve("drifting.md"), """
                ---
                id: drifting
                title: Written for this machine
                ---
                ## 1. Unit

                ```step
                run: systemctl status drifting
                ```

                ## 2. Command

                ```step
                run: drifting-tool --version
                ```

                ## 3. Port

                ```step
                run: curl -sS http://localhost:%d/api/version
                ```
                """.formatted(port));
        return folder;
    }
}
