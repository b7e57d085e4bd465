package io.agentaiops.local.cli;

import io.agentaiops.local.gateway.GatewayClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the report of a run. */
@Command(name = "report", description = "Prints the report of a run that has ended.", mixinStandardHelpOptions = true)
final class ReportCommand implements Runnable {

    /** Forms of a report. */
    enum Form {
        /** Markdown; charts are links. */
        markdown("text/markdown"),
        /** A page of its own, with its charts. */
        html("text/html"),
        /** The run with its evidence. */
        json("application/json");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(
            names = "--as",
            paramLabel = "FORM",
            defaultValue = "markdown",
            description = "One of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Form form = Form.markdown;

    @Parameters(paramLabel = "RUN", description = "The run's id; ./aiops operations lists them.")
    private String run = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        try (GatewayClient gateway = options.gateway()) {
            String path = "/api/v1/operations/" + URLEncoder.encode(run, StandardCharsets.UTF_8) + "/report";
            new Terminal(spec.commandLine().getOut()).line(gateway.text(path, form.mediaType));
        }
    }
}
