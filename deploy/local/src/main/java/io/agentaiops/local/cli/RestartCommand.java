package io.agentaiops.local.cli;

import io.agentaiops.local.stack.Stack;
import io.agentaiops.local.stack.StackLauncher;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Restarts services, one replica at a time. */
@Command(
        name = "restart",
        description = {
            "Restarts the services, or those that are named, one replica at a time: it gets no further requests, ends what it"
                    + " has begun (75 s at most), is started anew, and takes requests again before the next one's turn.",
            "With two or more replicas no request fails; a service with one does not answer until it is back. Nothing is built:"
                    + " ./aiops up does that, and restarts what was rebuilt in the same way."
        },
        mixinStandardHelpOptions = true)
final class RestartCommand implements Runnable {

    @Mixin
    private StackOptions options = new StackOptions();

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "Only these, such as agent-gateway or tool-runner-2; left out: all five.")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        Stack stack = options.stack();
        new StackLauncher(stack, new TerminalProgress(terminal), Clock.systemUTC()).restart(names);
    }
}
