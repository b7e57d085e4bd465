package io.agentaiops.ragindexer.messaging;

import io.agentaiops.eventbus.alert.StandingAlerts;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.ragindexer.quality.QualityAlerts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Raises alerts about the quality of search. */
@ApplicationScoped
class QualityAlertPublisher implements QualityAlerts {

    /** A refused build changes nothing for users: the alert is for reading, and goes by itself. */
    private static final Duration REFUSAL_SHOWN = Duration.ofHours(12);

    private final StandingAlerts alerts;

    QualityAlertPublisher(StandingAlerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public void buildRefused(String index, String reason, Instant at) {
        raise(
                "KnowledgeBuildRefused",
                "A new version of the search index is worse and is not searched",
                reason,
                at,
                at.plus(REFUSAL_SHOWN));
    }

    @Override
    public void searchWorse(String reason, Instant since) {
        raise("KnowledgeSearchWorse", "Search finds less than it did", reason, since, null);
    }

    @Override
    public void searchWell(Instant at) {
        raise("KnowledgeSearchWorse", "Search finds what it did", "", at, at);
    }

    private void raise(String name, String summary, String reason, Instant from, @Nullable Instant until) {
        AlertRaised alert = new AlertRaised(
                Map.of("alertname", name, "severity", "warning", "service", "rag-indexer"),
                Map.of("summary", summary, "description", reason, "runbook", "troubleshooting/search-finds-nothing.md"),
                from,
                until,
                "/api/v1/knowledge/quality");
        QuarkusTransaction.requiringNew().run(() -> alerts.publish(alert));
    }
}
