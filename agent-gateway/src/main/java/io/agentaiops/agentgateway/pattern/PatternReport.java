package io.agentaiops.agentgateway.pattern;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What was asked in some time, and what to do about it. */
@ApplicationScoped
public class PatternReport {

    /** A pattern and what it gives reason to do. */
    public record Entry(Pattern pattern, List<PatternPolicy.Advice> advice) {}

    private static final int MOST_GROUPS = 1_000;

    private final QuestionStore store;
    private final PatternPolicy policy;
    private final Clock clock;

    PatternReport(QuestionStore store, PatternConfig config, Clock clock) {
        this.store = store;
        this.policy = new PatternPolicy(config.repeated(), config.slow(), config.share());
        this.clock = clock;
    }

    /** Those that give reason to do something first, the most frequent of them first. */
    public List<Entry> of(Duration window, int limit) {
        return store.patterns(clock.instant().minus(window), MOST_GROUPS).stream()
                .map(pattern -> new Entry(pattern, policy.advise(pattern)))
                .sorted(Comparator.comparingInt((Entry entry) -> entry.advice().isEmpty() ? 1 : 0)
                        .thenComparingLong(entry -> -entry.pattern().asked()))
                .limit(limit)
                .toList();
    }
}
