package io.agentaiops.local.cli;

import io.agentaiops.local.stack.ComponentStatus;
import io.agentaiops.local.stack.Ollama;
import io.agentaiops.local.stack.Stack;
import io.agentaiops.local.stack.StackStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what of a stack runs. */
@Command(
        name = "status",
        description = "Shows what runs, since when and how it is. Exit code 3 when something is missing.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        Stack stack = options.stack();
        List<ComponentStatus> all = StackStatus.of(stack);
        Ollama ollama = Ollama.at(stack.external().ollama());
        boolean complete = all.stream().allMatch(ComponentStatus::good);
        if (json) {
            terminal.json(
                    Map.of("address", stack.address(), "complete", complete, "components", all, "ollama", ollama));
        } else {
            terminal.table(
                    List.of("COMPONENT", "STATE", "ADDRESS", "PID", "SINCE", "MEMORY"),
                    all.stream()
                            .map(component -> List.of(
                                    component.name(),
                                    component.state(),
                                    component.address(),
                                    component.pid() == 0 ? "" : Long.toString(component.pid()),
                                    component.since(),
                                    component.memoryMegabytes() == 0 ? "" : component.memoryMegabytes() + " MiB"))
                            .toList());
            terminal.line(ollama.sentence());
        }
        return complete ? 0 : Aiops.NOT_RUNNING;
    }
}
