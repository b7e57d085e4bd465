package io.agentaiops.ragindexer.quality;

import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.ingestion.BuildGate;
import io.agentaiops.ragindexer.quality.QualityPolicy.Decision;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Lets a version of the index be searched only when the golden questions find no less in it than was accepted before. */
@ApplicationScoped
class QualityGate implements BuildGate {

    private final GoldenTest test;
    private final QualityStore store;
    private final QualityConfig config;
    private final QualityAlerts alerts;
    private final PassageIndex index;

    QualityGate(GoldenTest test, QualityStore store, QualityConfig config, QualityAlerts alerts, PassageIndex index) {
        this.test = test;
        this.store = store;
        this.config = config;
        this.alerts = alerts;
        this.index = index;
    }

    @Override
    public Verdict judge(IndexVersion built, boolean forced) {
        Optional<QualityFigures> before =
                store.lastAccepted().or(() -> index.current().map(test::measure));
        QualityFigures now = test.measure(built);
        now.relevanceFloor().ifPresent(floor -> index.calibrate(built.name(), floor));
        if (before.isEmpty()) {
            store.add(now, true);
            return new Verdict(true, "there was no index to compare with");
        }
        Decision decision = QualityPolicy.compare(
                before.get(), now, config.tolerance(), config.outOfScopeTolerance(), config.fewestQuestions());
        store.add(now, !decision.lower());
        if (decision.worse() && !forced) {
            alerts.buildRefused(built.name(), decision.reason(), now.at());
        }
        return new Verdict(!decision.worse(), decision.reason());
    }
}
