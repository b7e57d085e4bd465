package io.agentaiops.agentgateway.promotion;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Which runs the model on trial answers: always the same ones, on every replica. Looked up again after two seconds. */
@ApplicationScoped
class Trial {

    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int SLOTS = 10_000;

    private record Known(Optional<Promotion> canary, Instant until) {}

    private final PromotionStore store;
    private final Clock clock;
    private volatile @Nullable Known known;

    Trial(PromotionStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The model on trial, if it is to answer that run. */
    Optional<String> candidate(String runId) {
        return runId.isEmpty()
                ? Optional.empty()
                : canary().filter(promotion -> slot(runId) < promotion.share() * SLOTS)
                        .map(Promotion::model);
    }

    /** Something changed on this replica. */
    void changed() {
        known = null;
    }

    private Optional<Promotion> canary() {
        Known before = known;
        Instant now = clock.instant();
        if (before != null && now.isBefore(before.until())) {
            return before.canary();
        }
        Optional<Promotion> canary = store.open().filter(promotion -> promotion.state() == Promotion.State.CANARY);
        known = new Known(canary, now.plus(REMEMBERED));
        return canary;
    }

    /** Ids of runs begin with the time, so they are spread by a checksum. */
    private static int slot(String runId) {
        CRC32 checksum = new CRC32();
        checksum.update(runId.getBytes(StandardCharsets.UTF_8));
        return (int) (checksum.getValue() % SLOTS);
    }
}
