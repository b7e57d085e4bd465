package io.agentaiops.agentgateway.key;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** At start, takes over the keys that the launcher (or an operator) put into files. */
@ApplicationScoped
class KeyFiles {

    private static final Logger LOG = Logger.getLogger(KeyFiles.class);

    private final ApiKeys keys;
    private final KeyConfig config;

    KeyFiles(ApiKeys keys, KeyConfig config) {
        this.keys = keys;
        this.config = config;
    }

    void onStart(@Observes StartupEvent event) {
        config.adminKeyFile()
                .ifPresentOrElse(
                        file -> adopt(file, "admin", Role.ADMIN),
                        () -> LOG.warn("AIOPS_ADMIN_KEY_FILE is not set: no administrator's key was taken over"));
        config.alertRouterKeyFile().ifPresent(file -> adopt(file, "alert-router", Role.SERVICE));
        config.toolRunnerKeyFile().ifPresent(file -> adopt(file, "tool-runner", Role.VIEWER));
    }

    private void adopt(String file, String principal, Role role) {
        String secret;
        try {
            secret = Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalStateException("key file " + file + " cannot be read: " + e, e);
        }
        if (secret.length() < 32) {
            throw new IllegalStateException("key file " + file + " holds fewer than 32 characters: not a key");
        }
        keys.adopt(secret, principal, role);
    }
}
