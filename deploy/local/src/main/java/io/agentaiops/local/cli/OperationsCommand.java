package io.agentaiops.local.cli;

import static io.agentaiops.local.cli.Terminal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists runs, and holds, continues, repeats or ends one. */
@Command(
        name = "operations",
        description = "Lists runs of procedures, newest first, or does something to one of them.",
        mixinStandardHelpOptions = true)
final class OperationsCommand implements Runnable {

    /** What can be done to a run. */
    enum Action {
        /** Nothing new goes out until it is resumed. */
        pause,
        /** Lets a paused run go on. */
        resume,
        /** Begins again with the step that failed. */
        rerun,
        /** Ends it. */
        cancel
    }

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--procedure", paramLabel = "ID", description = "Only runs of this procedure.")
    private @Nullable String procedure;

    @Option(names = "--state", paramLabel = "STATE", description = "Only runs in this state, such as failed.")
    private @Nullable String state;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "So many (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            description = "One of ${COMPLETION-CANDIDATES}; left out: list runs.")
    private @Nullable Action action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "The run's id.")
    private @Nullable String run;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        try (GatewayClient gateway = options.gateway()) {
            if (action == null) {
                list(gateway, terminal);
            } else if (run == null) {
                throw new picocli.CommandLine.ParameterException(
                        spec.commandLine(), action + " needs the id of a run; ./aiops operations lists them");
            } else {
                JsonNode answer = gateway.post("/api/v1/operations/" + encoded(run) + "/" + action, Map.of());
                if (json) {
                    terminal.json(answer);
                } else {
                    terminal.line("Run " + text(answer, "runId") + ": " + text(answer, "state"));
                }
            }
        }
    }

    private void list(GatewayClient gateway, Terminal terminal) {
        JsonNode runs = gateway.get("/api/v1/operations?limit=" + limit
                + (procedure == null ? "" : "&procedure=" + encoded(procedure))
                + (state == null ? "" : "&state=" + encoded(state)));
        if (json) {
            terminal.json(runs);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        runs.path("items")
                .forEach(item -> rows.add(List.of(
                        text(item, "runId"),
                        text(item, "procedure"),
                        text(item, "state"),
                        text(item, "trigger"),
                        text(item, "createdAt"),
                        text(item, "summary"))));
        terminal.table(List.of("RUN", "PROCEDURE", "STATE", "STARTED BY", "AT", "SUMMARY"), rows);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
