package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.silence.SilencesChanged;
import io.agentaiops.alertrouter.timing.Ticker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Moves alerts whose state changes by time alone: those that nobody repeats any more, and silences that begin and end. */
@ApplicationScoped
class AlertSweeper {

    private static final int AT_ONCE = 500;
    private static final int LATE = 3_000;

    private final AlertIntake intake;
    private final IngestionConfig config;
    private volatile @Nullable Ticker ticker;

    AlertSweeper(AlertIntake intake, IngestionConfig config) {
        this.intake = intake;
        this.config = config;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        ticker = Ticker.start("alert-sweeper", config.sweepEvery(), this::sweep);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }

    /** In the transaction that changed the silences, so that both are seen together. */
    void silencesChanged(@Observes SilencesChanged event) {
        intake.applySilences();
    }

    private boolean sweep() {
        int ended = intake.endOverdue(AT_ONCE);
        intake.applySilences();
        return ended == AT_ONCE;
    }
}
