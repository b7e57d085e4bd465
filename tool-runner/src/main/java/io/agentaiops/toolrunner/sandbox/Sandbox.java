package io.agentaiops.toolrunner.sandbox;

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
    private final ProcessRunner runner;
    private final @Nullable Isolation isolation;
    private final String why;

    Sandbox(SandboxConfig config, Executables executables) {
        this.config = config;
        Map<String, String> environment = environment(config, executables);
        this.runner = new ProcessRunner(environment, config.outputBytes());
        List<String> faults = new ArrayList<>();
        this.isolation = choose(config, executables, new ProcessRunner(environment, CHECK_BYTES), faults);
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

    /**
     * Runs a pipeline to its end.
     *
     * @throws IOException when it cannot be started, or when no isolation can be had
     * @throws InterruptedException when the caller is interrupted; the pipeline is killed first
     */
    public ProcessOutcome run(List<SandboxedCommand> pipeline, Duration timeout)
            throws IOException, InterruptedException {
        if (isolation == null) {
            throw new IOException("no sandbox can be had on this machine: " + why);
        }
        return runner.run(pipeline.stream().map(isolation::wrap).toList(), timeout);
    }

    private static @Nullable Isolation choose(
            SandboxConfig config, Executables executables, ProcessRunner runner, List<String> faults) {
        SandboxCheck check = new SandboxCheck(runner, executables);
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
        config.ollamaHost().ifPresent(host -> environment.put("OLLAMA_HOST", host));
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
