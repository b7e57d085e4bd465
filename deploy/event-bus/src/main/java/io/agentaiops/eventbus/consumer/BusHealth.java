package io.agentaiops.eventbus.consumer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** The service is alive when its loops turn. */
@Liveness
@ApplicationScoped
class BusHealth implements HealthCheck {

    private final Listening listening;

    BusHealth(Listening listening) {
        this.listening = listening;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> stuck = listening.stuck();
        return HealthCheckResponse.named("event bus")
                .status(stuck.isEmpty())
                .withData("stuck", String.join(",", stuck))
                .build();
    }
}
