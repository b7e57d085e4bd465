package io.agentaiops.toolrunner.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes of which each reads what the one before it prints. */
final class StartedPipeline implements Started {

    private static final int ERROR_BYTES = 4096;
    private static final Duration GRACE = Duration.ofMillis(300);

    private final List<Process> processes;
    private final ProcessTree tree;
    private final List<OutputCapture> errors = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private boolean ended;

    StartedPipeline(List<Process> processes) {
        this.processes = List.copyOf(processes);
        this.tree = new ProcessTree(processes);
    }

    /** Reads the last command's output, and the errors of all, where they do not go the same way. */
    @Override
    public void read(OutputCapture output) {
        readers.add(
                Thread.startVirtualThread(() -> output.drain(processes.getLast().getInputStream())));
        for (Process process : processes) {
            OutputCapture capture = new OutputCapture(ERROR_BYTES);
            errors.add(capture);
            readers.add(Thread.startVirtualThread(() -> capture.drain(process.getErrorStream())));
        }
    }

    @Override
    public boolean awaitEnd(long nanos) throws InterruptedException {
        ended = processes.getLast().waitFor(nanos, TimeUnit.NANOSECONDS);
        return ended;
    }

    @Override
    public void settle(Duration atMost) throws InterruptedException {
        if (ended) {
            // Nobody reads any more from what is before the last command.
            for (Process process : processes) {
                process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        processes.forEach(ProcessStarter::killTree);
        for (Thread reader : readers) {
            reader.join(atMost);
        }
    }

    @Override
    public int exitCode() {
        return processes.getLast().exitValue();
    }

    /** Save for the complaint that nobody read on. */
    @Override
    public List<String> errors() {
        return errors.stream()
                .flatMap(capture -> capture.text().lines())
                .filter(line -> !line.endsWith("Broken pipe"))
                .toList();
    }

    @Override
    public long residentBytes() {
        return tree.residentBytes();
    }

    @Override
    public void close() {
        processes.forEach(ProcessStarter::discard);
    }
}
