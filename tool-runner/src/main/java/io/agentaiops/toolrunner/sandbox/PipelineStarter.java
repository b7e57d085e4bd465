package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.ProcessStarter.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Starts pipelines: a single command in a slot, several in sandboxes that stand ready, connected by us, where there are
 * any; else in ones made for them, connected by the kernel.
 */
final class PipelineStarter {

    private static final Logger LOG = Logger.getLogger(PipelineStarter.class);
    private static final int BUFFER = 65536;

    /** Puts a command into a sandbox that is made for it. */
    @FunctionalInterface
    interface Wrapping {
        Stage wrap(SandboxedCommand command) throws IOException;
    }

    /** Starts a single command where one waits for it. */
    @FunctionalInterface
    interface Slots {
        Optional<Started> start(SandboxedCommand command) throws IOException, InterruptedException;
    }

    private final ProcessStarter starter;
    private final Slots slots;
    private final WarmPool pool;
    private final Wrapping wrapping;

    PipelineStarter(ProcessStarter starter, Slots slots, WarmPool pool, Wrapping wrapping) {
        this.starter = starter;
        this.slots = slots;
        this.pool = pool;
        this.wrapping = wrapping;
    }

    /** Starts a pipeline of one command or more. */
    Started start(List<SandboxedCommand> pipeline) throws IOException, InterruptedException {
        Optional<Started> single = pipeline.size() == 1 ? slots.start(pipeline.getFirst()) : Optional.empty();
        return single.isPresent() ? single.get() : new StartedPipeline(connected(pipeline));
    }

    private List<Process> connected(List<SandboxedCommand> pipeline) throws IOException, InterruptedException {
        List<Process> started = new ArrayList<>();
        try {
            Optional<Process> first = pool.start(pipeline.getFirst(), true, pipeline.size() == 1);
            if (first.isEmpty()) {
                return made(pipeline);
            }
            started.add(first.get());
            for (int i = 1; i < pipeline.size(); i++) {
                started.add(start(pipeline.get(i), i == pipeline.size() - 1));
                connect(started.get(i - 1), started.get(i));
            }
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            started.forEach(ProcessStarter::discard);
            throw e;
        }
    }

    private List<Process> made(List<SandboxedCommand> pipeline) throws IOException, InterruptedException {
        List<Stage> stages = new ArrayList<>();
        for (SandboxedCommand command : pipeline) {
            stages.add(wrapping.wrap(command));
        }
        return starter.pipeline(stages);
    }

    private Process start(SandboxedCommand command, boolean last) throws IOException, InterruptedException {
        Optional<Process> ready = pool.start(command, false, last);
        return ready.isPresent() ? ready.get() : starter.open(wrapping.wrap(command), last);
    }

    /** Carries output on as the kernel would: who reads no more is seen by who writes, and the other way round. */
    private static void connect(Process from, Process to) {
        Thread.startVirtualThread(() -> {
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            } catch (IOException e) {
                LOG.tracef("one end of a pipe is gone: %s", e.getMessage());
            }
        });
    }
}
