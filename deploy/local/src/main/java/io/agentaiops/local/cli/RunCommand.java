package io.agentaiops.local.cli;

import static io.agentaiops.local.cli.Terminal.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.local.gateway.GatewayClient;
import io.agentaiops.local.gateway.ServerEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a procedure executed and shows its steps as they happen. */
@Command(
        name = "run",
        description = "Executes a procedure now, step by step. Exit code 0 only when every step did what it should.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    private static final Set<String> NOT_TOLD = Set.of("pending", "running", "");

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--dry-run", description = "Only says what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints nothing but the finished run, as JSON.")
    private boolean json;

    @Parameters(paramLabel = "PROCEDURE", description = "Its id; ./aiops procedures lists them.")
    private String procedure = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private JsonNode finished = JsonNodeFactory.instance.objectNode();

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        try (GatewayClient gateway = options.gateway()) {
            String path = "/api/v1/procedures/" + URLEncoder.encode(procedure, StandardCharsets.UTF_8) + "/runs";
            JsonNode accepted = gateway.post(path, Map.of("dryRun", dryRun));
            String run = text(accepted, "runId");
            if (!json) {
                terminal.line("Run " + run + " of " + procedure);
            }
            gateway.follow("/api/v1/operations/" + run + "/events", event -> show(event, terminal));
        }
        if (json) {
            terminal.json(forMachines(finished));
        } else {
            people(terminal);
        }
        return text(finished, "state").equals("succeeded") ? 0 : Aiops.FAILED;
    }

    private boolean show(ServerEvent event, Terminal terminal) {
        if (event.name().equals("done")) {
            finished = event.data();
            return false;
        }
        JsonNode step = event.data();
        if (!json && event.name().equals("step") && !NOT_TOLD.contains(text(step, "state"))) {
            terminal.line("  %-17s %s".formatted(text(step, "state"), text(step, "title")));
            terminal.indented(text(step, "summary"), 20, 10);
        }
        return true;
    }

    private void people(Terminal terminal) {
        terminal.line("");
        terminal.line("%s: %s after %.1f s"
                .formatted(
                        text(finished, "title"),
                        text(finished, "state"),
                        finished.path("durationMs").asLong() / 1000.0));
        terminal.line(text(finished, "summary"));
        terminal.line("Report: " + options.stack().address() + text(finished.path("links"), "report"));
    }

    /** The object that interfaces promise, and nothing that may change. */
    private static ObjectNode forMachines(JsonNode run) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        List.of("runId", "procedure", "state").forEach(field -> object.put(field, text(run, field)));
        ArrayNode steps = object.putArray("steps");
        run.path("steps").forEach(step -> {
            ObjectNode entry = steps.addObject();
            entry.put("title", text(step, "title"));
            entry.put("state", text(step, "state"));
            entry.put("durationMs", step.path("durationMs").asLong());
            entry.set("evidence", step.path("evidence"));
        });
        return object;
    }
}
