package io.agentaiops.local.cli;

import io.agentaiops.local.stack.Diagnosis;
import io.agentaiops.local.stack.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks whether this machine has what the platform needs. */
@Command(
        name = "doctor",
        description =
                "Checks JDK, memory, disk, ports, sandbox and Ollama. Exit code 1 when ./aiops up could not work.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        List<Finding> findings = Diagnosis.of(options.stack());
        if (json) {
            terminal.json(findings);
        } else {
            findings.forEach(finding -> terminal.line(
                    "  %-6s %-11s %s".formatted(finding.grade().label(), finding.subject(), finding.detail())));
        }
        return findings.stream().anyMatch(finding -> finding.grade() == Finding.Grade.BAD) ? Aiops.FAILED : 0;
    }
}
