package io.agentaiops.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import io.agentaiops.local.keys.KeyRing;
import io.agentaiops.local.process.Pause;
import io.agentaiops.local.stack.Failover;
import io.agentaiops.local.stack.ServiceLevel;
import io.agentaiops.local.stack.Stack;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops one part of a running stack, watches what users get, starts it again, and writes the record. */
@Command(
        name = "failover",
        description = {
            "The failover exercise: kills one part of this stack (kafka, postgres, opensearch, a service or one of its replicas), asks the platform"
                    + " twice a second what a user would, starts the part again, and writes down what was lost and how long.",
            "Exit code 0 only when everything answers again and the audit chain is whole. Elsewhere than on this machine stop a"
                    + " replica by the means of that place and write it down with POST /api/v1/compliance/exercises."
        },
        mixinStandardHelpOptions = true)
final class FailoverCommand implements Callable<Integer> {

    private static final Duration BACK_WITHIN = Duration.ofMinutes(3);
    private static final Duration STEADY = Duration.ofSeconds(5);

    @Mixin
    private StackOptions options = new StackOptions();

    @Parameters(
            index = "0",
            paramLabel = "PART",
            description =
                    "kafka, postgres, opensearch, a service (all of its replicas), or one of them: tool-runner-2.")
    private String part = "";

    @Option(names = "--for", paramLabel = "SECONDS", defaultValue = "30", description = "How long it stays away (30).")
    private int seconds;

    @Option(names = "--led-by", paramLabel = "NAME", defaultValue = "", description = "Who leads the exercise.")
    private String ledBy = "";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (seconds < 1 || seconds > 600) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--for must be 1 to 600 but is " + seconds);
        }
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        Stack stack = options.stack();
        Failover failover = Failover.of(stack, part, new TerminalProgress(terminal), Clock.systemUTC());
        Instant begin = Instant.now();
        boolean back;
        ServiceLevel level =
                ServiceLevel.watch(stack.address(), KeyRing.read(stack.keys().adminKey()));
        try (level) {
            Pause.of(STEADY);
            terminal.line("Kills " + part + " for " + seconds + " s");
            level.mark();
            failover.away(Duration.ofSeconds(seconds));
            back = level.steadyWithin(BACK_WITHIN, STEADY);
        }
        try (GatewayClient gateway = options.gateway()) {
            return record(terminal, gateway, level, back, begin);
        }
    }

    private int record(Terminal terminal, GatewayClient gateway, ServiceLevel level, boolean back, Instant begin) {
        boolean audit = gateway.get("/api/v1/audit/verify").path("intact").asBoolean();
        List<ServiceLevel.Result> results = level.results();
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("part", part);
        measured.put("awaySeconds", seconds);
        measured.put("auditIntact", audit);
        results.forEach(result -> measured.put(result.name(), result.told()));
        String outcome = (back ? "all answered again; " : "NOT all answered again; ")
                + results.stream()
                        .map(result -> result.name() + " lost " + result.lost() + " of " + result.asked() + ", away "
                                + result.away().toMillis() + " ms")
                        .collect(Collectors.joining("; "))
                + (audit ? "; audit chain whole" : "; audit chain BROKEN");
        JsonNode exercise = gateway.post(
                "/api/v1/compliance/exercises",
                Map.of(
                        "kind",
                        "failover",
                        "title",
                        "Failover of " + part,
                        "state",
                        "held",
                        "heldAt",
                        begin.toString(),
                        "ledBy",
                        ledBy,
                        "outcome",
                        outcome,
                        "measurements",
                        measured));
        if (json) {
            terminal.json(exercise);
        } else {
            terminal.table(
                    List.of("ASKED FOR", "ASKED", "LOST", "LONGEST AWAY MS", "WELL AGAIN AFTER MS"),
                    results.stream().map(ServiceLevel.Result::row).toList());
            terminal.line(outcome);
            terminal.line("Written down as exercise " + Terminal.text(exercise, "id")
                    + "; lessons and attendance: PUT /api/v1/compliance/exercises/" + Terminal.text(exercise, "id"));
        }
        return back && audit ? 0 : Aiops.FAILED;
    }
}
