package io.agentaiops.alertrouter.replica;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How replicas notice each other's death. The lease must be shorter than the silence that counts as death. */
@ConfigMapping(prefix = "aiops.replica")
public interface ReplicaConfig {

    /** How often a replica says that it lives. */
    @WithDefault("1s")
    Duration beatEvery();

    /** For how long after it said so it may begin what it claimed. */
    @WithDefault("4s")
    Duration lease();

    /** After how much silence the others hold it to be dead. */
    @WithDefault("6s")
    Duration deadAfter();
}
