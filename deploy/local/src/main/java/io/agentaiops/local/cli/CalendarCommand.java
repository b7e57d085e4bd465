package io.agentaiops.local.cli;

import static io.agentaiops.local.cli.Terminal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows when procedures were due and what came of it, and when they will be. */
@Command(
        name = "calendar",
        description = "Shows every due time of the procedures: what came of it, or that it is to come.",
        mixinStandardHelpOptions = true)
final class CalendarCommand implements Runnable {

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Such as 2026-11-22T00:00:00Z; a week ago if left out.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "A week ahead if left out.")
    private @Nullable String to;

    @Option(names = "--missed", description = "Only what was missed, skipped or late.")
    private boolean missed;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        try (GatewayClient gateway = options.gateway()) {
            JsonNode calendar = gateway.get("/api/v1/operations/calendar?"
                    + (from == null ? "" : "from=" + from)
                    + (to == null ? "" : "&to=" + to));
            if (json) {
                terminal.json(calendar);
                return;
            }
            List<List<String>> rows = new ArrayList<>();
            calendar.path("items").forEach(item -> {
                String outcome = text(item, "outcome");
                if (!missed || !(outcome.equals("due") || outcome.equals("ran"))) {
                    rows.add(List.of(
                            text(item, "dueAt"),
                            text(item, "procedure"),
                            outcome,
                            text(item, "runId"),
                            text(item, "reason")));
                }
            });
            terminal.table(List.of("DUE", "PROCEDURE", "OUTCOME", "RUN", "REASON"), rows);
            if (calendar.path("truncated").asBoolean()) {
                terminal.line("There are more: ask for a shorter time with --from and --to.");
            }
        }
    }
}
