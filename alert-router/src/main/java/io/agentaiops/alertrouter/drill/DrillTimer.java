package io.agentaiops.alertrouter.drill;

import io.agentaiops.alertrouter.timing.Ticker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks every second, on every replica, for drills that are due or can be judged. */
@ApplicationScoped
class DrillTimer {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int LATE = 3_000;

    private final DrillEngine engine;
    private volatile @Nullable Ticker ticker;

    DrillTimer(DrillEngine engine) {
        this.engine = engine;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        ticker = Ticker.start("fire-drills", EVERY, this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }

    private boolean round() {
        engine.holdDue();
        engine.judge();
        return false;
    }
}
