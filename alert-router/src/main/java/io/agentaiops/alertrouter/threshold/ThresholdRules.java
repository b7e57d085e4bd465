package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.ConfigFiles;
import io.agentaiops.alertrouter.config.ConfigPart;
import io.agentaiops.alertrouter.config.RecentChanges;
import io.agentaiops.alertrouter.yaml.InvalidFile;
import io.agentaiops.eventbus.Audit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The rules that hold now: those of thresholds.yml, and before those of the same name the ones that were set over REST. A
 * file that is refused keeps the service from starting, or the old rules in force. Other replicas follow a change within a
 * second.
 */
@ApplicationScoped
class ThresholdRules implements ConfigPart {

    private static final Logger LOG = Logger.getLogger(ThresholdRules.class);
    private static final String FILE = "thresholds.yml";
    private static final int FIRST = 1_000;

    private final ConfigFiles files;
    private final ThresholdStore store;
    private final SetRuleStore setRules;
    private final RecentChanges changes;
    private final Audit audit;
    private final Clock clock;
    private volatile Present present = new Present(List.of(), List.of(), List.of(), Map.of());

    /** Whether the series that the rules expect are stored. */
    private volatile boolean stored;

    ThresholdRules(
            ConfigFiles files,
            ThresholdStore store,
            SetRuleStore setRules,
            RecentChanges changes,
            Audit audit,
            Clock clock) {
        this.files = files;
        this.store = store;
        this.setRules = setRules;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /** What holds, and what it was made of. */
    private record Present(
            List<ThresholdRule> filed,
            List<SetRuleStore.Written> written,
            List<ThresholdRule> rules,
            Map<String, List<ThresholdRule>> byMetric) {}

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        hold(load(), setRules.all());
    }

    @Override
    public Runnable read(AlertingConfig alerting) {
        List<ThresholdRule> filed = load();
        List<SetRuleStore.Written> written = setRules.all();
        return () -> {
            try {
                hold(filed, written);
            } catch (RuntimeException e) {
                LOG.warnf(e, "series that are expected were not stored, will be tried again");
            }
        };
    }

    private List<ThresholdRule> load() {
        ConfigFiles.Source source = files.read(FILE);
        List<ThresholdRule> filed = ThresholdFileParser.parse(source.name(), source.text());
        LOG.infof("thresholds read file=%s rules=%d", source.name(), filed.size());
        return filed;
    }

    /** Follows what was set over REST, here or at another replica. */
    void follow() {
        List<SetRuleStore.Written> written = setRules.all();
        if (!stored || !written.equals(present.written())) {
            hold(present.filed(), written);
        }
    }

    private void hold(List<ThresholdRule> filed, List<SetRuleStore.Written> written) {
        Map<String, ThresholdRule> byName = new LinkedHashMap<>();
        filed.forEach(rule -> byName.put(rule.alert(), rule));
        for (SetRuleStore.Written rule : written) {
            try {
                byName.put(rule.alert(), ThresholdFileParser.parseOne(rule.alert(), rule.definition()));
            } catch (InvalidFile e) {
                // Written by a release with other keys.
                LOG.errorf(
                        "threshold can't be read and does not hold alert=%s reason=%s", rule.alert(), e.getMessage());
            }
        }
        List<ThresholdRule> rules = List.copyOf(byName.values());
        Map<String, List<ThresholdRule>> byMetric = new LinkedHashMap<>();
        rules.forEach(rule -> rule.metrics()
                .forEach(metric -> byMetric.computeIfAbsent(metric, name -> new ArrayList<>())
                        .add(rule)));
        present = new Present(filed, written, rules, byMetric);
        stored = false;
        store.expect(rules);
        stored = true;
    }

    /** Sets a rule, before the one of the same name in the file, if there is one. Holds when this returns. */
    void put(ThresholdRule rule, String definition, String actor) {
        QuarkusTransaction.requiringNew().run(() -> {
            setRules.put(new SetRuleStore.Written(rule.alert(), definition), actor, clock.instant());
            changes.note("threshold " + rule.alert() + " was set", actor);
            audit.record(actor, "threshold.set", rule.alert(), "succeeded", Map.of("definition", definition));
        });
        follow();
    }

    /** Takes away what was set over REST; a rule of the file of that name holds again. False when nothing was set. */
    boolean delete(String alert, String actor) {
        boolean found = QuarkusTransaction.requiringNew().call(() -> {
            boolean deleted = setRules.delete(alert);
            if (deleted) {
                changes.note("threshold " + alert + " was deleted", actor);
                audit.record(actor, "threshold.delete", alert, "succeeded", Map.of());
            }
            return deleted;
        });
        follow();
        return found;
    }

    List<ThresholdRule> all() {
        return present.rules();
    }

    /** Those that listen to a metric. */
    List<ThresholdRule> of(String metric) {
        return present.byMetric().getOrDefault(metric, List.of());
    }

    /** Names of those that were set over REST. */
    Set<String> written() {
        return present.written().stream().map(SetRuleStore.Written::alert).collect(Collectors.toUnmodifiableSet());
    }

    Optional<ThresholdRule> find(String alert) {
        return present.rules().stream()
                .filter(rule -> rule.alert().equals(alert))
                .findFirst();
    }
}
