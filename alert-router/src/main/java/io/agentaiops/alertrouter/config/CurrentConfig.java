package io.agentaiops.alertrouter.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.Receiver;
import io.agentaiops.alertrouter.notification.ReceiverDirectory;
import io.agentaiops.alertrouter.notification.ReceiversChanged;
import io.agentaiops.alertrouter.notification.template.AlertTemplates;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The configuration that holds now. A file that is refused keeps the service from starting; on a reload it keeps the old
 * configuration in force.
 */
@ApplicationScoped
public class CurrentConfig implements ReceiverDirectory {

    private static final Logger LOG = Logger.getLogger(CurrentConfig.class);
    private static final String FILE = "alertmanager.yml";
    private static final int FIRST = 1_000;

    private final ConfigFiles files;
    private final AlertmanagerFileParser parser;
    private final Instance<ConfigPart> parts;
    private final Event<ConfigReloaded> reloads;
    private final Event<ReceiversChanged> receivers;
    private volatile AlertingConfig current;

    CurrentConfig(
            ConfigFiles files,
            Instance<Channel> channels,
            Instance<ConfigPart> parts,
            Event<ConfigReloaded> reloads,
            Event<ReceiversChanged> receivers,
            ObjectMapper json,
            Clock clock) {
        this.files = files;
        this.parser = new AlertmanagerFileParser(channels, AlertTemplates.standard(clock, json));
        this.parts = parts;
        this.reloads = reloads;
        this.receivers = receivers;
        this.current = load();
    }

    /** Reads the file at start, so that one that is wrong is known at once. */
    void start(@Observes @Priority(FIRST) StartupEvent event) {
        LOG.infof("alerting configured receivers=%s", current.receivers().keySet());
    }

    public AlertingConfig get() {
        return current;
    }

    @Override
    public Optional<Receiver> receiver(String name) {
        return Optional.ofNullable(current.receivers().get(name));
    }

    /**
     * Reads all files again, and puts them in force only then. Alerts, groups, timers and notifications stay; alerts move to
     * the groups of their new routes. Throws {@link io.agentaiops.alertrouter.yaml.InvalidFile} when a file is refused.
     */
    public synchronized void reload() {
        AlertingConfig fresh = load();
        List<Runnable> read = parts.stream().map(part -> part.read(fresh)).toList();
        current = fresh;
        read.forEach(Runnable::run);
        receivers.fire(new ReceiversChanged());
        reloads.fire(new ConfigReloaded());
        LOG.infof(
                "alerting configuration reloaded receivers=%s",
                current.receivers().keySet());
    }

    private AlertingConfig load() {
        ConfigFiles.Source source = files.read(FILE);
        return parser.parse(source.name(), source.text());
    }
}
