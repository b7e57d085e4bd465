package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.config.ConfigReloaded;
import io.agentaiops.alertrouter.silence.SilencesChanged;
import io.agentaiops.alertrouter.timing.Ticker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moves alerts whose state changes by time alone: those that nobody repeats any more, and those under silences that begin
 * and end or sources that come and go. All alerts are looked at only when something that suppresses changed, and for a
 * while after it: an alert that was being stored at that moment had not seen the change.
 */
@ApplicationScoped
class AlertSweeper {

    private static final Logger LOG = Logger.getLogger(AlertSweeper.class);
    private static final int AT_ONCE = 1_000;
    private static final int LATE = 3_000;
    private static final Duration LOOK_AGAIN_FOR = Duration.ofSeconds(5);

    private final AlertIntake intake;
    private final Suppressor suppressor;
    private final IngestionConfig config;
    private final Clock clock;
    private volatile @Nullable Ticker ticker;
    private volatile boolean rebuildWanted;
    private volatile boolean moreToApply;
    private Object seen = "nothing";
    private Instant changedAt = Instant.EPOCH;

    AlertSweeper(AlertIntake intake, Suppressor suppressor, IngestionConfig config, Clock clock) {
        this.intake = intake;
        this.suppressor = suppressor;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        suppressor.rebuild(clock.instant());
        ticker = Ticker.start("alert-sweeper", config.sweepEvery(), this::sweep);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }

    /** While the database is away the next sweeps try again. */
    void reloaded(@Observes ConfigReloaded event) {
        rebuildWanted = true;
        try {
            rebuild();
        } catch (RuntimeException e) {
            LOG.warnf(e, "inhibition not rebuilt after the reload, will be tried again");
        }
    }

    private void rebuild() {
        suppressor.rebuild(clock.instant());
        rebuildWanted = false;
    }

    /** In the transaction that changed the silences, so that both are seen together. */
    void silencesChanged(@Observes SilencesChanged event) {
        // Those beyond what one transaction should change follow with the next sweeps.
        moreToApply = intake.applySuppression();
    }

    private boolean sweep() {
        if (rebuildWanted) {
            rebuild();
        }
        int ended = intake.endOverdue(AT_ONCE);
        Instant now = clock.instant();
        Object present = suppressor.current(now).signature();
        if (!present.equals(seen)) {
            changedAt = now;
            seen = present;
        }
        if (moreToApply || Duration.between(changedAt, now).compareTo(LOOK_AGAIN_FOR) <= 0) {
            moreToApply = intake.applySuppression();
        }
        return ended == AT_ONCE || moreToApply;
    }
}
