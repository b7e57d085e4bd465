package io.agentaiops.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to start.
 *
 * @param name how it is called in messages, state files and log files
 * @param command the argument vector
 * @param environment the whole environment of the program; nothing is inherited, so no secret of the caller leaks into it
 * @param directory where it starts
 * @param log the file that takes its output; appended to
 * @param account whom it runs as
 */
public record Launch(
        String name, List<String> command, Map<String, String> environment, Path directory, Path log, Account account) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (name.isBlank() || command.isEmpty()) {
            throw new IllegalArgumentException("a launch needs a name and a command");
        }
    }
}
