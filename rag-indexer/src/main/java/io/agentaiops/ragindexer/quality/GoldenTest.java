package io.agentaiops.ragindexer.quality;

import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.SearchFilter;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.ingestion.KnownDocument;
import io.agentaiops.ragindexer.quality.QualityFigures.Score;
import io.agentaiops.ragindexer.search.SearchConfig;
import io.agentaiops.ragindexer.search.SearchEvaluator;
import io.agentaiops.ragindexer.search.SearchEvaluator.Answered;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Asks the golden questions whose documents are known. */
@ApplicationScoped
class GoldenTest {

    private final GoldenQuestions questions;
    private final SearchEvaluator evaluator;
    private final DocumentCatalog catalog;
    private final QualityConfig config;
    private final SearchConfig searchConfig;
    private final Clock clock;

    GoldenTest(
            GoldenQuestions questions,
            SearchEvaluator evaluator,
            DocumentCatalog catalog,
            QualityConfig config,
            SearchConfig searchConfig,
            Clock clock) {
        this.questions = questions;
        this.evaluator = evaluator;
        this.catalog = catalog;
        this.config = config;
        this.searchConfig = searchConfig;
        this.clock = clock;
    }

    /** Measures the version, which need not be the one that is searched. */
    QualityFigures measure(IndexVersion version) {
        Set<String> names = names();
        Map<String, Score> scores = new HashMap<>();
        List<Double> answered = new ArrayList<>();
        List<Double> nowhere = new ArrayList<>();
        for (GoldenQuestion question : questions.all()) {
            if (question.isOutOfScope()) {
                nowhere.add(ask(version, question).closeness());
            } else if (question.documents().stream().anyMatch(names::contains)) {
                Answered answer = ask(version, question);
                scores.put(question.query(), score(answer.place()));
                answered.add(answer.closeness());
            }
        }
        OptionalDouble measured = RelevanceFloor.of(answered, nowhere, config.fewestQuestions());
        double floor = searchConfig.relevanceFloor().orElse(measured.orElse(evaluator.floor(version)));
        return new QualityFigures(
                version.name(),
                clock.instant(),
                scores,
                nowhere.isEmpty() ? 1 : RelevanceFloor.refused(nowhere, floor),
                RelevanceFloor.refused(answered, floor),
                measured);
    }

    private Answered ask(IndexVersion version, GoldenQuestion question) {
        return evaluator.ask(version, question.documents(), question.query(), SearchFilter.none());
    }

    /** Any one of its documents is an answer: finding one is finding all. */
    private static Score score(int place) {
        return place == 0 || place > 10
                ? new Score(0, place == 0 ? 0 : 1.0 / place, 0)
                : new Score(Math.log(2) / Math.log(place + 1.0), 1.0 / place, 1);
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        List<KnownDocument> live = catalog.list(DocumentCatalog.LIVE);
        for (KnownDocument document : live) {
            String id = document.documentId();
            names.add(id);
            names.add(SearchEvaluator.stem(id));
            if (document.procedureId() != null) {
                names.add(document.procedureId());
            }
        }
        return names;
    }
}
