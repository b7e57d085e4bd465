package io.agentaiops.eventbus.redaction;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** How personal data is hidden. */
@ConfigMapping(prefix = "aiops.redaction")
public interface RedactionConfig {

    /** A file with 32 random bytes in Base64: personal data becomes pseudonyms. Without it only its type is left. */
    Optional<Path> pseudonymKeyFile();
}
