package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.timing.Ticker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Looks every few seconds, on every replica, for silences that begin again or end soon. */
@ApplicationScoped
class SilenceTimer {

    private static final int LATE = 3_000;

    private final RecurringSilences recurring;
    private final SilenceReminder reminder;
    private final SilencePolicyConfig config;
    private volatile @Nullable Ticker ticker;

    SilenceTimer(RecurringSilences recurring, SilenceReminder reminder, SilencePolicyConfig config) {
        this.recurring = recurring;
        this.reminder = reminder;
        this.config = config;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        ticker = Ticker.start("silences", config.lookEvery(), this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }

    private boolean round() {
        recurring.setDue();
        reminder.remind();
        return false;
    }
}
