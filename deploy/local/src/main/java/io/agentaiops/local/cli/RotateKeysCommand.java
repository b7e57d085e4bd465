package io.agentaiops.local.cli;

import io.agentaiops.local.stack.RunState;
import io.agentaiops.local.stack.Service;
import io.agentaiops.local.stack.Stack;
import io.agentaiops.local.stack.StackLauncher;
import io.agentaiops.local.stack.StackStopper;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Replaces the platform's own keys. */
@Command(
        name = "rotate-keys",
        description = {
            "Makes the platform's own keys anew: .aiops/admin.key, the keys of the services, and the pair that signs tokens."
                    + " The old ones open nothing any more. Services that run are stopped before and started again; engines"
                    + " go on.",
            "Keys that were made by POST /api/v1/keys, and the keys that seal conversations, pseudonyms, backups and the"
                    + " audit ledger, stay as they are."
        },
        mixinStandardHelpOptions = true)
final class RotateKeysCommand implements Runnable {

    @Mixin
    private StackOptions options = new StackOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        Stack stack = options.stack();
        TerminalProgress progress = new TerminalProgress(terminal);
        List<String> services = stack.states().running().stream()
                .map(RunState::name)
                .flatMap(name -> Service.of(name).map(Service::id).stream())
                .distinct()
                .toList();
        new StackStopper(stack, progress).stopOneByOne(services);
        stack.keys().renew();
        terminal.line("New keys are in " + stack.keys().adminKey() + " and "
                + stack.keys().folder());
        if (!services.isEmpty()) {
            new StackLauncher(stack, progress, Clock.systemUTC()).up();
        }
    }
}
