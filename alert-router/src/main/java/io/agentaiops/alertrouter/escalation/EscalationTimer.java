package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.timing.Ticker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks every second, on every replica, for steps whose time has come. */
@ApplicationScoped
class EscalationTimer {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int LATE = 3_000;

    private final EscalationStep step;
    private volatile @Nullable Ticker ticker;

    EscalationTimer(EscalationStep step) {
        this.step = step;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        ticker = Ticker.start("escalation", EVERY, step::takeDue);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }
}
