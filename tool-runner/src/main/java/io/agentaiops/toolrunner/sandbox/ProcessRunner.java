package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.ProcessOutcome.Exited;
import io.agentaiops.toolrunner.sandbox.ProcessOutcome.OutOfMemory;
import io.agentaiops.toolrunner.sandbox.ProcessOutcome.TimedOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Follows a started pipeline to its end, takes its output, and leaves nothing of it behind. */
final class ProcessRunner {

    private static final int ERROR_BYTES = 4096;
    private static final Duration GRACE = Duration.ofMillis(300);
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
     * Follows the pipeline to its end.
     *
     * @param start when it was asked for, by {@link System#nanoTime}
     * @throws InterruptedException when the caller is interrupted; the pipeline is killed first
     */
    ProcessOutcome follow(List<Process> processes, long start, Duration timeout, OutputSink sink)
            throws InterruptedException {
        List<OutputCapture> captures = new ArrayList<>();
        try {
            List<Thread> readers = readers(processes, captures);
            Ending ending = await(processes, captures.getLast(), start + timeout.toNanos(), sink);
            if (ending == Ending.EXITED) {
                awaitRest(processes);
            }
            processes.forEach(ProcessStarter::killTree);
            for (Thread reader : readers) {
                reader.join(DRAIN);
            }
            return outcome(ending, processes.getLast(), captures, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            processes.forEach(ProcessStarter::discard);
        }
    }

    private Ending await(List<Process> processes, OutputCapture output, long end, OutputSink sink)
            throws InterruptedException {
        Process last = processes.getLast();
        ProcessTree tree = new ProcessTree(processes);
        while (true) {
            long left = end - System.nanoTime();
            if (last.waitFor(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS)) {
                return Ending.EXITED;
            }
            if (left <= LOOK.toNanos()) {
                return Ending.TIME_IS_UP;
            }
            if (tree.residentBytes() > memoryBytes) {
                return Ending.MEMORY_IS_FULL;
            }
            String fresh = output.takeFresh();
            if (!fresh.isEmpty()) {
                sink.printed(fresh);
            }
        }
    }

    private static ProcessOutcome outcome(Ending ending, Process last, List<OutputCapture> captures, Duration took) {
        String output = text(captures);
        boolean truncated = captures.getLast().truncated();
        return switch (ending) {
            case EXITED -> new Exited(last.exitValue(), output, truncated, took);
            case TIME_IS_UP -> new TimedOut(output, truncated, took);
            case MEMORY_IS_FULL -> new OutOfMemory(output, truncated, took);
        };
    }

    /** Reads the last command's output, and the errors of all. */
    private List<Thread> readers(List<Process> processes, List<OutputCapture> captures) {
        List<Thread> readers = new ArrayList<>();
        for (Process process : processes) {
            boolean last = process.equals(processes.getLast());
            OutputCapture capture = new OutputCapture(last ? outputBytes : ERROR_BYTES);
            captures.add(capture);
            readers.add(Thread.startVirtualThread(
                    () -> capture.drain(last ? process.getInputStream() : process.getErrorStream())));
        }
        return readers;
    }

    /** The last command's output, then the errors of those before it, save for the complaint that nobody read on. */
    private static String text(List<OutputCapture> captures) {
        StringBuilder text = new StringBuilder(captures.getLast().text());
        for (OutputCapture errors : captures.subList(0, captures.size() - 1)) {
            errors.text().lines().filter(line -> !line.endsWith("Broken pipe")).forEach(line -> {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                    text.append('\n');
                }
                text.append(line).append('\n');
            });
        }
        return text.toString();
    }

    /** Nobody reads any more from what is before the last command. */
    private static void awaitRest(List<Process> processes) throws InterruptedException {
        for (Process process : processes) {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
