package io.agentaiops.ragindexer.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.ragindexer.Wire;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.ingestion.Backlog;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.ingestion.DocumentIntake;
import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.quality.QualityFigures.Score;
import io.agentaiops.ragindexer.source.SourceDocument;
import io.agentaiops.ragindexer.source.SourceDocument.Origin;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That search has become worse is said for as long as it is, and what counts as a change. */
@QuarkusTest
class QualityWatchIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    QualityWatch watch;

    @Inject
    QualityStore store;

    @Inject
    PassageIndex index;

    @Inject
    DocumentCatalog catalog;

    @Inject
    DocumentIntake intake;

    @Inject
    Jdbi jdbi;

    @AfterEach
    void forget() {
        jdbi.useHandle(handle -> handle.execute("delete from quality_run where jsonb_exists(per_question, 'q0')"));
    }

    @Test
    void thatSearchIsWorseIsRepeatedForAnAlertThatNobodyRepeatsEnds() {
        String searched = awaitIndex();
        store.add(figures(searched, 1, Instant.now()), true);
        store.add(figures(searched, 0.2, Instant.now().plusMillis(10)), false);
        long before = firing();

        watch.look();
        watch.look();

        await().atMost(SOON).until(() -> firing() >= before + 2);
    }

    @Test
    void aBuildThatWasRefusedSaysNothingOfWhatIsSearched() {
        String searched = awaitIndex();
        store.add(figures(searched, 1, Instant.now()), true);
        store.add(figures("knowledge-v3-refused", 0.2, Instant.now().plusMillis(10)), false);

        assertThat(store.last(searched))
                .get()
                .satisfies(last -> assertThat(last.mrr()).isEqualTo(1));
    }

    @Test
    void aDocumentThatIsRemovedIsAChangeOfWhatCanBeFound() {
        String id = "wiki/removed-" + System.nanoTime() + ".txt";
        intake.upserted(SourceDocument.text(
                id, Origin.EVENT, DocumentFormat.TEXT, null, List.of(), "The beacon is lit.", Instant.now()));
        await().atMost(SOON).until(() -> catalog.find(id).orElseThrow().indexedAt() != null);
        Instant indexed = changed();

        intake.deleted(id, Instant.EPOCH);

        await().atMost(SOON).until(() -> changed().isAfter(indexed));
    }

    private Instant changed() {
        Backlog backlog = catalog.backlog();
        return backlog.changed() == null ? Instant.EPOCH : backlog.changed();
    }

    private String awaitIndex() {
        await().atMost(SOON).until(() -> index.current().isPresent());
        return index.current().map(IndexVersion::name).orElseThrow();
    }

    private static long firing() {
        return Wire.read(EventType.ALERT_RAISED).stream()
                .filter(event -> event.data().at("/labels/alertname").asText().equals("KnowledgeSearchWorse"))
                .filter(event -> !event.data().hasNonNull("endsAt"))
                .count();
    }

    private static QualityFigures figures(String searched, double score, Instant at) {
        Map<String, Score> scores = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            scores.put("q" + i, new Score(score, score, score));
        }
        return new QualityFigures(searched, at, scores, 1, 0, OptionalDouble.empty());
    }
}
