package io.agentaiops.alertrouter.drill;

import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.ConfigFiles;
import io.agentaiops.alertrouter.config.ConfigPart;
import io.agentaiops.alertrouter.notification.ReceiverDirectory;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The drills that are configured now, in drills.yml. */
@ApplicationScoped
class Drills implements ConfigPart {

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
        drills = load(name -> receivers.receiver(name).isPresent());
    }

    @Override
    public Runnable read(AlertingConfig alerting) {
        List<Drill> read = load(alerting.receivers()::containsKey);
        return () -> drills = read;
    }

    private List<Drill> load(Predicate<String> known) {
        ConfigFiles.Source source = files.read(FILE);
        List<Drill> read = DrillFileParser.parse(source.name(), source.text(), known);
        LOG.infof("drills read file=%s drills=%d", source.name(), read.size());
        return read;
    }

    List<Drill> all() {
        return drills;
    }

    Optional<Drill> named(String name) {
        return drills.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }
}
