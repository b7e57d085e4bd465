package io.agentaiops.local.cli;

import static io.agentaiops.local.cli.Terminal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Searches the documents. */
@Command(
        name = "search",
        description = "Searches the documents by words and by meaning.",
        mixinStandardHelpOptions = true)
final class SearchCommand implements Runnable {

    private static final int PREVIEW_LINES = 4;

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "-k", paramLabel = "N", defaultValue = "5", description = "So many passages (5).")
    private int results;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Parameters(paramLabel = "QUESTION", arity = "1..*", description = "What to look for.")
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        String question = URLEncoder.encode(String.join(" ", words), StandardCharsets.UTF_8);
        try (GatewayClient gateway = options.gateway()) {
            JsonNode answer = gateway.get("/api/v1/search?k=" + results + "&q=" + question);
            if (json) {
                terminal.json(answer);
                return;
            }
            if (answer.hasNonNull("degraded")) {
                terminal.line("degraded: " + text(answer, "degraded"));
            }
            answer.path("results").forEach(result -> {
                terminal.line("%s  %s > %s, lines %s (%s)"
                        .formatted(
                                text(result, "score"),
                                text(result, "title"),
                                text(result, "heading"),
                                text(result, "lines"),
                                text(result, "documentId")));
                terminal.indented(text(result, "text"), 8, PREVIEW_LINES);
            });
            if (answer.path("results").isEmpty()) {
                terminal.line("Nothing was found.");
            }
        }
    }
}
