package io.agentaiops.opsscheduler.drift;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What documents are held against. */
@ConfigMapping(prefix = "aiops.drift")
interface DriftConfig {

    /** Where programs lie. */
    @WithDefault("/usr/local/sbin,/usr/local/bin,/usr/sbin,/usr/bin,/sbin,/bin,/snap/bin")
    List<Path> programs();

    /** Where systemd's units lie. */
    @WithDefault(
            "/etc/systemd/system,/run/systemd/system,/usr/local/lib/systemd/system,/usr/lib/systemd/system,/lib/systemd/system")
    List<Path> units();

    /** How long a port is waited for. */
    @WithDefault("1s")
    Duration connectTimeout();

    /** How long tool-runner may take to say what it would do with the commands of all steps. */
    @WithDefault("15s")
    Duration judgeWithin();

    /** The procedure that is run out of turn when documents have changed. */
    @WithDefault("runbook-check")
    String procedure();

    /** Whether web pages that documents link to are asked for. */
    @WithDefault("true")
    boolean webLinks();
}
