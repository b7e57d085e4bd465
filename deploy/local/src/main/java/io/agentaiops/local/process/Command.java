package io.agentaiops.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A short-lived program that is run to its end.
 *
 * @param exitCode its exit code
 * @param output what it printed, standard output and error together
 */
public record Command(int exitCode, String output) {

    /** Runs the program with the caller's environment. */
    public static Command run(List<String> command) {
        return run(new ProcessBuilder(command));
    }

    /** Runs the program with exactly this environment. */
    public static Command run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return run(builder);
    }

    private static Command run(ProcessBuilder builder) {
        try {
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Command(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + builder.command().getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a program", e);
        }
    }

    /** This result, when the program succeeded. */
    public Command orThrow(String purpose) {
        if (exitCode != 0) {
            throw new IllegalStateException(purpose + " failed with exit code " + exitCode + ":\n" + output.strip());
        }
        return this;
    }
}
