package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.ingestion.AlertIntake;
import io.agentaiops.alertrouter.ingestion.HeardAlert;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.InvalidEvent;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;

/** Hears alerts that other services and other publishers raise. */
@ApplicationScoped
class AlertListener {

    private final AlertIntake intake;
    private final CurrentConfig config;
    private final Clock clock;

    AlertListener(AlertIntake intake, CurrentConfig config, Clock clock) {
        this.intake = intake;
        this.config = config;
        this.clock = clock;
    }

    void listen(@Observes Subscriptions on) {
        on.each(AlertRaised.class, this::raised);
    }

    private void raised(AlertRaised event, EventMetadata meta) {
        intake.accept(List.of(alert(event)));
    }

    private Alert alert(AlertRaised event) {
        try {
            return new HeardAlert(
                            event.labels(),
                            event.annotations(),
                            event.startsAt(),
                            event.endsAt(),
                            event.generatorUrl() == null ? "" : event.generatorUrl())
                    .complete(clock.instant(), config.get().global().resolveTimeout());
        } catch (IllegalArgumentException e) {
            throw new InvalidEvent(String.valueOf(e.getMessage()));
        }
    }
}
