package io.agentaiops.alertrouter.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the files of this service stand that people edit. */
@ConfigMapping(prefix = "aiops.alerting")
public interface AlertingFileConfig {

    /**
     * The directory of alertmanager.yml and thresholds.yml; a file that is missing there is put there with its
     * defaults. Without a directory the defaults hold.
     */
    Optional<Path> configDir();
}
