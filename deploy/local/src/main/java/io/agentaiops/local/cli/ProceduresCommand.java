package io.agentaiops.local.cli;

import static io.agentaiops.local.cli.Terminal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the procedures. */
@Command(
        name = "procedures",
        description = "Lists the procedures with their schedules and last runs, and the documents that were refused.",
        mixinStandardHelpOptions = true)
final class ProceduresCommand implements Runnable {

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        try (GatewayClient gateway = options.gateway()) {
            JsonNode procedures = gateway.get("/api/v1/procedures");
            if (json) {
                terminal.json(procedures);
                return;
            }
            List<List<String>> rows = new ArrayList<>();
            procedures
                    .path("items")
                    .forEach(item -> rows.add(List.of(
                            text(item, "id"),
                            text(item, "kind"),
                            text(item.path("schedule"), "cron"),
                            text(item, "nextDue"),
                            text(item.path("lastRun"), "state"),
                            text(item, "title"))));
            terminal.table(List.of("PROCEDURE", "KIND", "SCHEDULE", "NEXT", "LAST RUN", "TITLE"), rows);
            procedures
                    .path("refused")
                    .forEach(refusal -> terminal.line("refused: " + text(refusal, "path") + ":" + text(refusal, "line")
                            + ": " + text(refusal, "reason")));
        }
    }
}
