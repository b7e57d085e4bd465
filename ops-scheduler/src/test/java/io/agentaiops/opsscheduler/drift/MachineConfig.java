package io.agentaiops.opsscheduler.drift;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A machine in a folder: its programs and units are the files there. */
record MachineConfig(Path machine, boolean webLinks) implements DriftConfig {

    @Override
    public List<Path> programs() {
        return List.of(machine);
    }

    @Override
    public List<Path> units() {
        return List.of(machine);
    }

    @Override
    public String procedure() {
        return "runbook-check";
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration judgeWithin() {
        return Duration.ofSeconds(1);
    }
}
