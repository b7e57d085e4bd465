package io.agentaiops.ragindexer.quality;

import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.ingestion.Backlog;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.quality.QualityPolicy.Decision;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Measures what is searched when documents have changed, and says when it has become worse. */
@ApplicationScoped
class QualityWatch {

    private static final Logger LOG = Logger.getLogger(QualityWatch.class);

    private final GoldenTest test;
    private final QualityStore store;
    private final QualityConfig config;
    private final QualityAlerts alerts;
    private final QualityMetrics metrics;
    private final PassageIndex index;
    private final DocumentCatalog catalog;
    private final Clock clock;

    QualityWatch(
            GoldenTest test,
            QualityStore store,
            QualityConfig config,
            QualityAlerts alerts,
            QualityMetrics metrics,
            PassageIndex index,
            DocumentCatalog catalog,
            Clock clock) {
        this.test = test;
        this.store = store;
        this.config = config;
        this.alerts = alerts;
        this.metrics = metrics;
        this.index = index;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Scheduled(every = "60s", delayed = "90s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        try {
            IndexVersion current = current();
            Optional<QualityFigures> last = store.last(current.name());
            last.ifPresent(metrics::show);
            if (isDue(last)) {
                measure(false);
            } else {
                last.ifPresent(this::repeat);
            }
        } catch (IndexUnavailable | EmbeddingUnavailable e) {
            LOG.debugf("search cannot be measured now: %s", e.getMessage());
        }
    }

    private boolean isDue(Optional<QualityFigures> last) {
        Backlog backlog = catalog.backlog();
        Instant changed = backlog.changed();
        if (backlog.pending() > 0 || changed == null) {
            return false;
        }
        return last.isEmpty()
                || (changed.isAfter(last.get().at())
                        && clock.instant().isAfter(last.get().at().plus(config.every())));
    }

    /** An alert that nobody repeats is taken for ended: so each minute, for as long as it is worse. */
    private void repeat(QualityFigures last) {
        store.lastAccepted()
                .map(before -> compare(before, last))
                .filter(Decision::worse)
                .ifPresent(decision -> alerts.searchWorse(decision.reason(), last.at()));
    }

    private Decision compare(QualityFigures before, QualityFigures now) {
        return QualityPolicy.compare(
                before, now, config.tolerance(), config.outOfScopeTolerance(), config.fewestQuestions());
    }

    private IndexVersion current() {
        return index.current().orElseThrow(() -> new IndexUnavailable("there is no index yet", null));
    }

    /**
     * Measures now.
     *
     * @param accept whether to compare with this from now on, however it is
     */
    QualityFigures measure(boolean accept) {
        QualityFigures now = test.measure(current());
        now.relevanceFloor().ifPresent(floor -> index.calibrate(now.index(), floor));
        Optional<QualityFigures> before = store.lastAccepted();
        Optional<Decision> decision = before.map(earlier -> compare(earlier, now));
        boolean worse = !accept && decision.filter(Decision::worse).isPresent();
        boolean wasWorse = before.isPresent()
                && store.last(now.index())
                        .filter(last -> compare(before.get(), last).worse())
                        .isPresent();
        store.add(now, accept || decision.isEmpty() || !decision.get().lower());
        metrics.show(now);
        LOG.infof(
                "index=%s questions=%d ndcg10=%.3f mrr=%.3f outOfScopeRefused=%.3f inScopeRefused=%.3f relevanceFloor=%s",
                now.index(),
                now.scores().size(),
                now.ndcg10(),
                now.mrr(),
                now.refusedOutOfScope(),
                now.refusedInScope(),
                now.relevanceFloor());
        if (worse) {
            LOG.warnf("search has become worse: %s", decision.get().reason());
            alerts.searchWorse(decision.get().reason(), now.at());
        } else if (wasWorse) {
            alerts.searchWell(now.at());
        }
        return now;
    }
}
