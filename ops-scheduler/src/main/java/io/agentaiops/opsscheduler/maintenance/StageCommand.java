package io.agentaiops.opsscheduler.maintenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one command of the operator's, without a shell, and takes what it writes. */
final class StageCommand {

    private static final int LONGEST = 8_000;

    /**
     * How it ended.
     *
     * @param exitCode its exit code; -1 when its time was up and it was ended
     * @param output the end of what it wrote
     */
    record Ended(int exitCode, String output) {
        boolean isOverdue() {
            return exitCode == -1;
        }
    }

    private StageCommand() {}

    /** Waits for the command, no longer than that; then it and what it has begun are killed. */
    static Ended run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Path out = Files.createTempFile("aiops-stage", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            try {
                process.getOutputStream().close();
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                return new Ended(ended ? process.exitValue() : -1, end(out));
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
