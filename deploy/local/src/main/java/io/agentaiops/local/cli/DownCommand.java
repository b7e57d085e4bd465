package io.agentaiops.local.cli;

import io.agentaiops.local.stack.Stack;
import io.agentaiops.local.stack.StackStopper;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops what {@code up} started, and nothing else. */
@Command(
        name = "down",
        description = "Stops the platform, or only what is named: the services first, then the engines. Data stay.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    @Mixin
    private StackOptions options = new StackOptions();

    @Parameters(
            paramLabel = "NAME",
            description = "Only these, such as tool-runner, or one replica: tool-runner-2; left out: everything.")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        Stack stack = options.stack();
        if (stack.states().running().isEmpty()) {
            terminal.line("Nothing runs.");
        }
        StackStopper stopper = new StackStopper(stack, new TerminalProgress(terminal));
        List<String> killed = names.isEmpty() ? stopper.stopAll() : stopper.stopOneByOne(names);
        if (!killed.isEmpty()) {
            terminal.line(
                    "Had to be killed: " + String.join(", ", killed) + "; their logs may tell why (./aiops logs)");
        }
        return 0;
    }
}
