package io.agentaiops.local.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/**
 * Starts the service under test on what release {@value #VERSION} kept, as an upgrade does: the service's migrations run
 * on it, and nothing else comes first. What services do by the clock is off, for the rows grow older than they are kept.
 */
public class UpgradeProfile implements QuarkusTestProfile {

    /** The release whose data is taken. */
    public static final String VERSION = "0.1.0";

    private final EarlierRelease release = new EarlierRelease(VERSION);

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> configuration = new HashMap<>(settings());
        keys().forEach((setting, file) ->
                configuration.put(setting, release.file(file).toString()));
        configuration.put(
                "quarkus.datasource.jdbc.url", release.database("aiops_upgrade_" + VERSION.replace('.', '_')));
        return configuration;
    }

    /** What the service needs besides the database. */
    protected Map<String, String> settings() {
        return Map.of("quarkus.scheduler.enabled", "false");
    }

    /** Keys of the release by the setting that names their file. */
    protected Map<String, String> keys() {
        return Map.of();
    }
}
