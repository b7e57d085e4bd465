package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.ProcessStarter.Stage;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs commands at the best level of isolation that this machine allows. */
@Singleton
public class Sandbox {

    private static final Logger LOG = Logger.getLogger(Sandbox.class);

    private static final int CHECK_BYTES = 65536;

    private final SandboxConfig config;
    private final ProcessStarter starter;
    private final ProcessRunner runner;
    private final @Nullable Isolation isolation;
    private final @Nullable WarmPool warm;
    private final @Nullable SlotPool slots;
    private final @Nullable PipelineStarter pipelines;
    private final String why;

    Sandbox(SandboxConfig config, Executables executables) {
        this.config = config;
        this.starter = new ProcessStarter(environment(config, executables));
        this.runner = new ProcessRunner(config.outputBytes(), config.treeMemoryBytes());
        List<String> faults = new ArrayList<>();
        ProcessRunner trial = new ProcessRunner(CHECK_BYTES, config.treeMemoryBytes());
        Isolation chosen = choose(config, executables, new SandboxCheck(starter, trial, executables), faults);
        this.isolation = chosen;
        this.warm = chosen == null || chosen.level() == SandboxLevel.NONE
                ? null
                : new WarmPool(starter, kind -> chosen.wrap(HandOver.WAIT, kind.profile(), false), config.warm());
        this.slots = chosen == null || config.warm() == 0 || !chosen.hasSlots()
                ? null
                : new SlotPool(starter, kind -> chosen.slot(HandOver.WAIT, kind.profile()), config.warm());
        this.pipelines = warm == null
                ? null
                : new PipelineStarter(starter, this::inSlot, warm, command -> stage(command, false));
        this.why = String.join("; ", faults);
        report();
    }

    /** The level that is in force. */
    public SandboxLevel level() {
        return isolation == null ? SandboxLevel.REFUSED : isolation.level();
    }

    /** Why it is not a better one; empty when it is the best. */
    public String why() {
        return why;
    }

    /** The time that a call gets which asks for {@code wanted}, or for nothing. */
    public Duration timeout(@Nullable Duration wanted) {
        Duration timeout = wanted == null ? config.timeout() : wanted;
        return timeout.compareTo(config.maxTimeout()) > 0 ? config.maxTimeout() : timeout;
    }

    /** What the level stops, one line each. */
    public List<String> guarantees() {
        Isolation chosen = isolation;
        return chosen == null ? List.of() : Guarantees.of(chosen.level(), chosen.filters(), config);
    }

    /**
     * Runs a pipeline to its end.
     *
     * @throws IOException when it cannot be started, or when no isolation can be had
     * @throws InterruptedException when the caller is interrupted; the pipeline is killed first
     */
    public ProcessOutcome run(List<SandboxedCommand> pipeline, Duration timeout)
            throws IOException, InterruptedException {
        return run(pipeline, timeout, OutputSink.NONE);
    }

    /**
     * Runs a pipeline to its end while somebody looks on.
     *
     * @throws IOException when it cannot be started, or when no isolation can be had
     * @throws InterruptedException when the caller is interrupted; the pipeline is killed first
     */
    public ProcessOutcome run(List<SandboxedCommand> pipeline, Duration timeout, OutputSink sink)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        return runner.follow(started(pipeline), start, timeout, sink);
    }

    /**
     * Starts a command that serves for long, with its streams open to the caller, who has to destroy it. Its processor
     * time is not bounded; everything else is.
     *
     * @throws IOException when it cannot be started, or when no isolation can be had
     * @throws InterruptedException when the caller is interrupted; nothing is left then
     */
    public Process open(SandboxedCommand command) throws IOException, InterruptedException {
        return starter.open(stage(command, true), false);
    }

    private Started started(List<SandboxedCommand> pipeline) throws IOException, InterruptedException {
        PipelineStarter ready = pipelines;
        if (ready != null) {
            return ready.start(pipeline);
        }
        List<Stage> stages = new ArrayList<>();
        for (SandboxedCommand command : pipeline) {
            stages.add(stage(command, false));
        }
        return new StartedPipeline(starter.pipeline(stages));
    }

    private Optional<Started> inSlot(SandboxedCommand command) throws IOException, InterruptedException {
        SlotPool pool = slots;
        return pool == null ? Optional.empty() : pool.start(command);
    }

    private Stage stage(SandboxedCommand command, boolean endless) throws IOException {
        if (isolation == null) {
            throw new IOException("no sandbox can be had on this machine: " + why);
        }
        return new Stage(
                isolation.wrap(command.argv(), command.profile(), endless),
                command.profile().environment());
    }

    @PreDestroy
    void close() throws InterruptedException {
        if (slots != null) {
            slots.close();
        }
        if (warm != null) {
            warm.close();
        }
    }

    private static @Nullable Isolation choose(
            SandboxConfig config, Executables executables, SandboxCheck check, List<String> faults) {
        Tools tools = new Tools(config, executables);
        for (Isolation candidate : candidates(config, tools)) {
            Optional<String> fault = missing(candidate, executables).or(() -> check.fault(candidate));
            if (fault.isEmpty()) {
                return candidate;
            }
            faults.add(candidate.level().label() + ": " + fault.get());
        }
        if (faults.isEmpty()) {
            faults.add("aiops.sandbox.level is '" + config.level() + "': it takes auto, bubblewrap, unshare, or none"
                    + " together with aiops.sandbox.allow-none");
        }
        return null;
    }

    private static List<Isolation> candidates(SandboxConfig config, Tools tools) {
        List<Isolation> candidates = new ArrayList<>();
        boolean auto = config.level().equals("auto");
        if (auto || config.level().equals("bubblewrap")) {
            candidates.add(new Isolation.Bubblewrap(tools));
        }
        if (auto || config.level().equals("unshare")) {
            candidates.add(new Isolation.Unshare(tools));
        }
        if (config.allowNone()) {
            candidates.add(new Isolation.None(tools));
        }
        return candidates;
    }

    private static Optional<String> missing(Isolation candidate, Executables executables) {
        boolean there = switch (candidate.level()) {
            case BUBBLEWRAP -> executables.has("bwrap", "prlimit", "setpriv");
            case UNSHARE -> executables.has("unshare", "setpriv", "prlimit", "setsid", "mount");
            case NONE, REFUSED -> executables.has("setpriv", "prlimit", "setsid");
        };
        return there ? Optional.empty() : Optional.of("not installed");
    }

    private static Map<String, String> environment(SandboxConfig config, Executables executables) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", executables.searchPath());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TERM", "dumb");
        environment.put("HOME", "/nonexistent");
        environment.put("DEBIAN_FRONTEND", "noninteractive");
        environment.put("SYSTEMD_COLORS", "0");
        config.ollamaHost().stream()
                .flatMap(List::stream)
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .findFirst()
                .ifPresent(host -> environment.put("OLLAMA_HOST", host));
        return environment;
    }

    private void report() {
        switch (level()) {
            case BUBBLEWRAP -> LOG.info("commands run under bubblewrap");
            case UNSHARE -> LOG.infof("commands run under unshare %s", why);
            case NONE -> LOG.warnf("commands run WITHOUT isolation, as aiops.sandbox.allow-none says: %s", why);
            case REFUSED -> LOG.errorf("commands are refused, because no sandbox can be had: %s", why);
        }
    }
}
