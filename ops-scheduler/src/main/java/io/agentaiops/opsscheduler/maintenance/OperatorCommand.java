package io.agentaiops.opsscheduler.maintenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one command of the operator's configuration, without a shell, and takes what it writes. */
public final class OperatorCommand {

    private static final int LONGEST = 8_000;
    /** So long before the deadline the command is ended, so that there is an answer. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final int OVERDUE = -1;
    private static final int NOT_STARTED = -2;

    /**
     * How it ended.
     *
     * @param exitCode its exit code; negative when its time was up and it was ended, or when it could not be started
     * @param output the end of what it wrote, or why it could not be started
     */
    public record Ended(int exitCode, String output) {

        public boolean isGood() {
            return exitCode == 0;
        }

        /** In words, after "the command". */
        public String how() {
            return switch (exitCode) {
                case OVERDUE -> "was ended, its time was up";
                case NOT_STARTED -> "could not be started: " + output;
                default -> "ended with exit code " + exitCode;
            };
        }
    }

    private OperatorCommand() {}

    /** Waits for the command until shortly before the deadline; then it and what it has begun are killed. */
    public static Ended run(List<String> command, Instant deadline, Clock clock) {
        Duration limit = Duration.between(clock.instant(), deadline).minus(LAST_WORDS);
        try {
            return run(command, limit.isNegative() ? Duration.ZERO : limit);
        } catch (IOException e) {
            return new Ended(NOT_STARTED, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the operator's command ran", e);
        }
    }

    private static Ended run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Path out = Files.createTempFile("aiops-command", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            try {
                process.getOutputStream().close();
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                return new Ended(ended ? process.exitValue() : OVERDUE, end(out));
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(out);
        }
    }

    private static String end(Path out) throws IOException {
        byte[] bytes = Files.readAllBytes(out);
        int from = Math.max(0, bytes.length - LONGEST);
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
}
