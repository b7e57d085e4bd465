package io.agentaiops.alertrouter;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The amtool of Debian's package prometheus-alertmanager; tests that need it are skipped where it is not installed. */
public final class Amtool {

    private static final Path PROGRAM = Path.of("/usr/bin/amtool");

    /**
     * How a run ended.
     *
     * @param code the exit code
     * @param output what it printed, errors too
     */
    public record Result(int code, String output) {}

    private Amtool() {}

    /** Skips the test where there is no amtool. */
    public static void needed() {
        assumeTrue(Files.isExecutable(PROGRAM), "amtool is not installed (apt-get install prometheus-alertmanager)");
    }

    public static Result run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
