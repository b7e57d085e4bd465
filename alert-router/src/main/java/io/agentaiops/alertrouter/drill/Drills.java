package io.agentaiops.alertrouter.drill;

import io.agentaiops.alertrouter.config.ConfigFiles;
import io.agentaiops.alertrouter.config.ConfigReloaded;
import io.agentaiops.alertrouter.notification.ReceiverDirectory;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The drills that are configured now, in drills.yml. */
@ApplicationScoped
class Drills {

    private static final Logger LOG = Logger.getLogger(Drills.class);
    private static final String FILE = "drills.yml";
    private static final int AFTER_THE_OTHERS = 1_600;

    private final ConfigFiles files;
    private final ReceiverDirectory receivers;
    private volatile List<Drill> drills = List.of();

    Drills(ConfigFiles files, ReceiverDirectory receivers) {
        this.files = files;
        this.receivers = receivers;
    }

    void start(@Observes @Priority(AFTER_THE_OTHERS) StartupEvent event) {
        load();
    }

    void reloaded(@Observes @Priority(AFTER_THE_OTHERS) ConfigReloaded event) {
        load();
    }

    private void load() {
        ConfigFiles.Source source = files.read(FILE);
        drills = DrillFileParser.parse(
                source.name(), source.text(), name -> receivers.receiver(name).isPresent());
        LOG.infof("drills loaded file=%s drills=%d", source.name(), drills.size());
    }

    List<Drill> all() {
        return drills;
    }

    Optional<Drill> named(String name) {
        return drills.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }
}
