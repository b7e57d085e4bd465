package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.ProcessOutcome.Exited;
import io.agentaiops.toolrunner.sandbox.ProcessOutcome.OutOfMemory;
import io.agentaiops.toolrunner.sandbox.ProcessOutcome.TimedOut;
import java.time.Duration;
import java.util.List;

/** Follows what was started to its end, takes its output, and leaves nothing of it behind. */
final class ProcessRunner {

    /** How often is looked at what a longer run prints and holds. */
    private static final Duration LOOK = Duration.ofMillis(250);
    /** Ample: nothing holds the other end any more. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private enum Ending {
        EXITED,
        TIME_IS_UP,
        MEMORY_IS_FULL
    }

    private final int outputBytes;
    private final long memoryBytes;

    ProcessRunner(int outputBytes, long memoryBytes) {
        this.outputBytes = outputBytes;
        this.memoryBytes = memoryBytes;
    }

    /**
     * Follows a command or pipeline to its end, and closes it.
     *
     * @param start when it was asked for, by {@link System#nanoTime}
     * @throws InterruptedException when the caller is interrupted; it is killed first
     */
    ProcessOutcome follow(Started started, long start, Duration timeout, OutputSink sink) throws InterruptedException {
        OutputCapture output = new OutputCapture(outputBytes);
        try (started) {
            started.read(output);
            Ending ending = await(started, output, start + timeout.toNanos(), sink);
            started.settle(DRAIN);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            String text = text(output, started.errors());
            return switch (ending) {
                case EXITED -> new Exited(started.exitCode(), text, output.truncated(), took);
                case TIME_IS_UP -> new TimedOut(text, output.truncated(), took);
                case MEMORY_IS_FULL -> new OutOfMemory(text, output.truncated(), took);
            };
        }
    }

    private Ending await(Started started, OutputCapture output, long end, OutputSink sink) throws InterruptedException {
        while (true) {
            long left = end - System.nanoTime();
            if (started.awaitEnd(Math.min(left, LOOK.toNanos()))) {
                return Ending.EXITED;
            }
            if (left <= LOOK.toNanos()) {
                return Ending.TIME_IS_UP;
            }
            if (started.residentBytes() > memoryBytes) {
                return Ending.MEMORY_IS_FULL;
            }
            String fresh = output.takeFresh();
            if (!fresh.isEmpty()) {
                sink.printed(fresh);
            }
        }
    }

    private static String text(OutputCapture output, List<String> errors) {
        StringBuilder text = new StringBuilder(output.text());
        for (String line : errors) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }
}
