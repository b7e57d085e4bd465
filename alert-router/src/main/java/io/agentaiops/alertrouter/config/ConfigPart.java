package io.agentaiops.alertrouter.config;

/**
 * A further file that holds together with alertmanager.yml: read again with it, and put in force only when every file could
 * be read.
 */
public interface ConfigPart {

    /**
     * Reads the file, for receivers as they are in {@code alerting}; what it returns puts it in force and does not fail.
     * Throws {@link io.agentaiops.alertrouter.yaml.InvalidFile} when the file is refused.
     */
    Runnable read(AlertingConfig alerting);
}
