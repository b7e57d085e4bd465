package io.agentaiops.opsscheduler.host;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the host is watched. */
@ConfigMapping(prefix = "aiops.host")
interface HostConfig {

    /** How often CPU, memory and disks are measured and published. */
    @WithDefault("10s")
    Duration sampleEvery();

    /** How often network traffic and the sizes of database and models are measured and published. */
    @WithDefault("60s")
    Duration storageEvery();

    /** Where Ollama keeps its models; the first of these that exists is measured. */
    @WithDefault("/usr/share/ollama/.ollama/models,/root/.ollama/models,/var/lib/ollama/models")
    List<Path> modelFolders();

    /** Ollama's addresses; it counts as up when one of them answers. */
    List<String> ollama();

    /** The host's name in labels; the machine's own when not set. */
    Optional<String> name();
}
