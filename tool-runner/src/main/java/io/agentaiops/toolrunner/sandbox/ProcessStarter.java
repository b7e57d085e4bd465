package io.agentaiops.toolrunner.sandbox;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts argument vectors in a clean environment, and kills trees of processes. */
final class ProcessStarter {

    /**
     * An argument vector.
     *
     * @param vector what to start
     * @param environment variables besides those that every process gets
     */
    record Stage(List<String> vector, Map<String, String> environment) {
        Stage {
            vector = List.copyOf(vector);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * Every process is started by this one thread, which never ends: the kernel kills a process that dies with its
     * parent when the thread that started it ends, and the threads that carry virtual threads come and go.
     */
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("process-starter").factory());

    private final Map<String, String> environment;

    ProcessStarter(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Starts a pipeline; standard input is empty, the last process's errors come with its output. */
    List<Process> pipeline(List<Stage> stages) throws IOException, InterruptedException {
        List<ProcessBuilder> builders =
                new ArrayList<>(stages.stream().map(this::builder).toList());
        builders.getFirst().redirectInput(new File("/dev/null"));
        builders.getLast().redirectErrorStream(true);
        return onStarter(() -> ProcessBuilder.startPipeline(builders));
    }

    /** Starts one process whose standard input is written by us. */
    Process open(Stage stage, boolean joinErrors) throws IOException, InterruptedException {
        ProcessBuilder builder = builder(stage).redirectErrorStream(joinErrors);
        return onStarter(() -> List.of(builder.start())).getFirst();
    }

    private ProcessBuilder builder(Stage stage) {
        ProcessBuilder builder = new ProcessBuilder(stage.vector()).directory(new File("/"));
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(stage.environment());
        builder.environment().clear();
        builder.environment().putAll(all);
        return builder;
    }

    private static List<Process> onStarter(Callable<List<Process>> start) throws IOException, InterruptedException {
        Future<List<Process>> started = STARTER.submit(start);
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
            started.resultNow().forEach(ProcessStarter::discard);
        }
    }

    /** Kills a process and all below it, and closes its streams. */
    static void discard(Process process) {
        killTree(process);
        process.destroyForcibly();
    }

    /**
     * The parent first, so that it has no time to remark on the end of its children. Through its handle: destroying the
     * {@link Process} itself would close its streams before they are read to the end.
     */
    static void killTree(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> descendants = process.descendants().toList();
        process.toHandle().destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
