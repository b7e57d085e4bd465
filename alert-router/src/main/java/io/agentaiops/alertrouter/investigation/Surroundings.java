package io.agentaiops.alertrouter.investigation;

import io.agentaiops.alertrouter.config.RecentChanges;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.Silencer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What this service knows of the time at which an alert began: which maintenance runs, and what was changed. */
@ApplicationScoped
class Surroundings {

    private static final Duration BACK = Duration.ofHours(2);
    private static final int MOST = 5;

    private final Silencer silencer;
    private final RecentChanges changes;

    Surroundings(Silencer silencer, RecentChanges changes) {
        this.silencer = silencer;
        this.changes = changes;
    }

    /** One line each; procedures that mute alerts come first. */
    List<String> at(Instant now) {
        List<String> lines = new ArrayList<>();
        silencer.active().stream()
                .sorted(Comparator.comparing((Silence silence) -> silence.source() != Silence.Source.OPERATION)
                        .thenComparing(Silence::startsAt, Comparator.reverseOrder()))
                .limit(MOST)
                .forEach(silence -> lines.add("%s since %s until %s, alerts %s are silenced: %s"
                        .formatted(
                                silence.source() == Silence.Source.OPERATION ? "Maintenance runs" : "Work is going on",
                                silence.startsAt(),
                                silence.endsAt(),
                                silence.matchers(),
                                silence.comment())));
        changes.since(now.minus(BACK)).stream()
                .limit(MOST)
                .forEach(change ->
                        lines.add("Changed at %s by %s: %s".formatted(change.at(), change.actor(), change.what())));
        return lines;
    }
}
