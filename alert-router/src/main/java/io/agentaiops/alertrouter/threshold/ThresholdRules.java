package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.config.ConfigFiles;
import io.agentaiops.alertrouter.config.ConfigReloaded;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The rules that hold now. A file that is refused keeps the service from starting, or the old rules in force. */
@ApplicationScoped
class ThresholdRules {

    private static final Logger LOG = Logger.getLogger(ThresholdRules.class);
    private static final String FILE = "thresholds.yml";
    private static final int FIRST = 1_000;

    private final ConfigFiles files;
    private final ThresholdStore store;
    private volatile List<ThresholdRule> rules = List.of();

    ThresholdRules(ConfigFiles files, ThresholdStore store) {
        this.files = files;
        this.store = store;
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        load();
    }

    void reloaded(@Observes ConfigReloaded event) {
        load();
    }

    private void load() {
        ConfigFiles.Source source = files.read(FILE);
        List<ThresholdRule> read = ThresholdFileParser.parse(source.name(), source.text());
        store.expect(read);
        rules = read;
        LOG.infof("thresholds loaded file=%s rules=%d", source.name(), read.size());
    }

    List<ThresholdRule> all() {
        return rules;
    }

    Optional<ThresholdRule> find(String alert) {
        return rules.stream().filter(rule -> rule.alert().equals(alert)).findFirst();
    }
}
