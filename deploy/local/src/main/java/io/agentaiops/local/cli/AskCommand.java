package io.agentaiops.local.cli;

import io.agentaiops.local.gateway.GatewayClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the agent and shows what it does until it has the answer. */
@Command(
        name = "ask",
        description = "Asks the agent. Shows each tool call as it happens, then the answer and what it rests on.",
        mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {

    /** How the answer is to be made. */
    enum Mode {
        AUTO,
        MODEL,
        RUNBOOK
    }

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--session", paramLabel = "ID", description = "Goes on with this session.")
    private Optional<String> session = Optional.empty();

    @Option(names = "--model", paramLabel = "NAME", description = "Asks this model.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--mode", description = "One of ${COMPLETION-CANDIDATES}; AUTO takes a model if there is one.")
    private Mode mode = Mode.AUTO;

    @Option(names = "--json", description = "Prints nothing but the finished run, as JSON.")
    private boolean json;

    @Parameters(paramLabel = "QUESTION", arity = "1..*", description = "The question.")
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", String.join(" ", words));
        body.put("mode", mode.name().toLowerCase(java.util.Locale.ROOT));
        session.ifPresent(id -> body.put("sessionId", id));
        model.ifPresent(name -> body.put("model", name));
        RunPrinter printer = new RunPrinter(terminal, json);
        try (GatewayClient gateway = options.gateway()) {
            gateway.postAndFollow("/api/v1/queries", body, printer::show);
        }
        return printer.exitCode();
    }
}
