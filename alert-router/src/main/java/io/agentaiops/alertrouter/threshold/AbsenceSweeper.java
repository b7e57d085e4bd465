package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.timing.Ticker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Looks for what is not said any more. */
@ApplicationScoped
class AbsenceSweeper {

    private static final int LATE = 3_000;

    private final ThresholdEvaluator evaluator;
    private final ThresholdRules rules;
    private final ThresholdConfig config;
    private volatile @Nullable Ticker ticker;

    AbsenceSweeper(ThresholdEvaluator evaluator, ThresholdRules rules, ThresholdConfig config) {
        this.evaluator = evaluator;
        this.rules = rules;
        this.config = config;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        ticker = Ticker.start("absence-sweeper", config.sweepEvery(), () -> {
            rules.follow();
            evaluator.sweep();
            return false;
        });
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }
}
