package io.agentaiops.opsscheduler.procedure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where procedures come from. */
@ConfigMapping(prefix = "aiops.procedures")
interface ProceduresConfig {

    /** The documents folder. */
    Path folder();

    /** How often the folder is looked at for changes. */
    @WithDefault("2s")
    Duration scanEvery();
}
