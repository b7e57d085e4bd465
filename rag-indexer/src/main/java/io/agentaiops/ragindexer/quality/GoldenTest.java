package io.agentaiops.ragindexer.quality;

import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.SearchFilter;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.ingestion.KnownDocument;
import io.agentaiops.ragindexer.quality.QualityFigures.Score;
import io.agentaiops.ragindexer.search.SearchEvaluator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the golden questions whose documents are known. */
@ApplicationScoped
class GoldenTest {

    private final GoldenQuestions questions;
    private final SearchEvaluator evaluator;
    private final DocumentCatalog catalog;
    private final Clock clock;

    GoldenTest(GoldenQuestions questions, SearchEvaluator evaluator, DocumentCatalog catalog, Clock clock) {
        this.questions = questions;
        this.evaluator = evaluator;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Measures the version, which need not be the one that is searched. */
    QualityFigures measure(IndexVersion version) {
        Set<String> names = names();
        Map<String, Score> scores = new HashMap<>();
        int outOfScope = 0;
        int refused = 0;
        for (GoldenQuestion question : questions.all()) {
            if (question.isOutOfScope()) {
                outOfScope++;
                refused += evaluator.findsNothing(version, question.query()) ? 1 : 0;
            } else if (question.documents().stream().anyMatch(names::contains)) {
                scores.put(question.query(), score(version, question));
            }
        }
        return new QualityFigures(
                version.name(), clock.instant(), scores, outOfScope == 0 ? 1 : (double) refused / outOfScope);
    }

    /** Any one of its documents is an answer: finding one is finding all. */
    private Score score(IndexVersion version, GoldenQuestion question) {
        int place = evaluator.placeOfAny(version, question.documents(), question.query(), SearchFilter.none());
        return place == 0 || place > 10
                ? new Score(0, place == 0 ? 0 : 1.0 / place, 0)
                : new Score(Math.log(2) / Math.log(place + 1.0), 1.0 / place, 1);
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        List<KnownDocument> live = catalog.list(DocumentCatalog.LIVE, "", Integer.MAX_VALUE);
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
