package io.agentaiops.ragindexer.quality;

import io.agentaiops.ragindexer.quality.QualityFigures.Score;
import io.agentaiops.ragindexer.quality.QualityPolicy.Decision;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Measures what is searched with the golden questions and compares it with how it was some time ago. */
@ApplicationScoped
public class GoldenComparison {

    private static final int MOST_LOST = 20;

    /**
     * What came of it.
     *
     * @param now the measurement
     * @param before the one that it is compared with, if there is one
     * @param worse by more than is tolerated
     * @param reason the figures, for people
     * @param lost questions whose document was among the first ten before, and is not now
     */
    public record Compared(
            QualityReport now, @Nullable QualityReport before, boolean worse, String reason, List<String> lost) {
        public Compared {
            lost = List.copyOf(lost);
        }
    }

    private final QualityWatch watch;
    private final QualityStore store;
    private final QualityConfig config;

    GoldenComparison(QualityWatch watch, QualityStore store, QualityConfig config) {
        this.watch = watch;
        this.store = store;
        this.config = config;
    }

    /** Measures now, and compares with the last measurement that is at least so old. */
    public Compared measure(Duration ago) {
        QualityFigures now = watch.measure(false);
        Optional<QualityFigures> earlier = store.lastBefore(now.at().minus(ago));
        if (earlier.isEmpty()) {
            return new Compared(now.report(), null, false, "there is no measurement to compare with yet", List.of());
        }
        Decision decision = QualityPolicy.compare(
                earlier.get(), now, config.tolerance(), config.outOfScopeTolerance(), config.fewestQuestions());
        return new Compared(
                now.report(), earlier.get().report(), decision.worse(), decision.reason(), lost(earlier.get(), now));
    }

    private static List<String> lost(QualityFigures before, QualityFigures now) {
        return before.scores().entrySet().stream()
                .filter(entry -> entry.getValue().recall10() > 0)
                .filter(entry -> {
                    Score score = now.scores().get(entry.getKey());
                    return score != null && score.recall10() == 0;
                })
                .map(entry -> entry.getKey())
                .sorted()
                .limit(MOST_LOST)
                .toList();
    }
}
