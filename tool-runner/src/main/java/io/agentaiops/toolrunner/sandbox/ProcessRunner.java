package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.ProcessOutcome.Exited;
import io.agentaiops.toolrunner.sandbox.ProcessOutcome.TimedOut;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Starts a pipeline of argument vectors, takes its output, and leaves nothing of it behind. */
final class ProcessRunner {

    private static final int ERROR_BYTES = 4096;
    private static final Duration GRACE = Duration.ofMillis(300);
    /** Ample: nothing holds the other end any more. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /**
     * Every process is started by this one thread, which never ends: the kernel kills a process that dies with its
     * parent when the thread that started it ends, and the threads that carry virtual threads come and go.
     */
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("process-starter").factory());

    private final Map<String, String> environment;
    private final int outputBytes;

    ProcessRunner(Map<String, String> environment, int outputBytes) {
        this.environment = Map.copyOf(environment);
        this.outputBytes = outputBytes;
    }

    /**
     * Runs the pipeline to its end. Standard input is empty.
     *
     * @throws IOException when a process cannot be started
     * @throws InterruptedException when the caller is interrupted; the pipeline is killed first
     */
    ProcessOutcome run(List<List<String>> vectors, Duration timeout) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Process> processes = start(vectors);
        List<OutputCapture> captures = new ArrayList<>();
        try {
            List<Thread> readers = readers(processes, captures);
            Process last = processes.getLast();
            boolean exited = last.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (exited) {
                awaitRest(processes);
            }
            processes.forEach(ProcessRunner::killTree);
            for (Thread reader : readers) {
                reader.join(DRAIN);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            String output = text(captures);
            boolean truncated = captures.getLast().truncated();
            return exited
                    ? new Exited(last.exitValue(), output, truncated, took)
                    : new TimedOut(output, truncated, took);
        } finally {
            processes.forEach(ProcessRunner::killTree);
            processes.forEach(Process::destroyForcibly);
        }
    }

    private List<Process> start(List<List<String>> vectors) throws IOException, InterruptedException {
        List<ProcessBuilder> builders = new ArrayList<>();
        for (List<String> vector : vectors) {
            ProcessBuilder builder = new ProcessBuilder(vector).directory(new File("/"));
            builder.environment().clear();
            builder.environment().putAll(environment);
            builders.add(builder);
        }
        builders.getFirst().redirectInput(new File("/dev/null"));
        builders.getLast().redirectErrorStream(true);
        Future<List<Process>> started = STARTER.submit(() -> ProcessBuilder.startPipeline(builders));
        try {
            return started.get();
        } catch (InterruptedException e) {
            // Comes after the start on the same thread: nobody else will know of what it started.
            STARTER.execute(() -> abandon(started));
            throw e;
        } catch (ExecutionException e) {
            throw new IOException("a process could not be started: " + e.getCause(), e);
        }
    }

    private static void abandon(Future<List<Process>> started) {
        if (started.state() == Future.State.SUCCESS) {
            started.resultNow().forEach(ProcessRunner::killTree);
            started.resultNow().forEach(Process::destroyForcibly);
        }
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

    /**
     * The parent first, so that it has no time to remark on the end of its children. Through its handle: destroying the
     * {@link Process} itself would close its streams before they are read to the end.
     */
    private static void killTree(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.toHandle().destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
