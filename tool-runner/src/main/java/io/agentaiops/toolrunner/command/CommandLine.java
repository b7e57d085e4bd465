package io.agentaiops.toolrunner.command;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A pipeline: each command reads what the one before it wrote.
 *
 * @param commands in order; never empty
 */
public record CommandLine(List<SimpleCommand> commands) {

    public CommandLine {
        commands = List.copyOf(commands);
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("a command line needs a command");
        }
    }

    /** The pipeline in canonical quoting: parsing it gives an equal pipeline. */
    @Override
    public String toString() {
        return commands.stream().map(SimpleCommand::toString).collect(Collectors.joining(" | "));
    }
}
