package io.agentaiops.ragindexer.search;

import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.index.IndexRefusal;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.index.SearchFilter;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Search over REST. */
@Path("/api/v1/search")
@RolesAllowed({"viewer", "service"})
@RunOnVirtualThread
class SearchResource {

    private static final int MOST_QUERIES = 5000;
    private static final int MOST_ERRORS = 20;

    private final HybridSearch search;
    private final SearchEvaluator evaluator;
    private final SearchConfig config;
    private final SecurityIdentity caller;

    SearchResource(HybridSearch search, SearchEvaluator evaluator, SearchConfig config, SecurityIdentity caller) {
        this.search = search;
        this.evaluator = evaluator;
        this.config = config;
        this.caller = caller;
    }

    @GET
    public SearchAnswer search(
            @QueryParam("q") @Nullable String question,
            @QueryParam("k") @Nullable Integer k,
            @QueryParam("tag") List<String> tags,
            @QueryParam("kind") List<String> kinds,
            @QueryParam("owner") List<String> owners,
            @QueryParam("document") List<String> documents,
            @QueryParam("mode") @DefaultValue("hybrid") String mode) {
        if (question == null || question.isBlank()) {
            throw Problem.invalid(List.of(new Problem.FieldError("q", "say what to search for")));
        }
        int results = resultsWanted(k, config.results());
        SearchMode wanted = modeOf(mode);
        SearchFilter filter = new SearchFilter(viewers(), tags, kinds, owners, documents);
        return orUnavailable(() -> search.search(question.strip(), wanted, results, filter));
    }

    /**
     * Questions with known answers.
     *
     * @param queries text by id
     * @param qrels grade by document by id
     * @param k recall of the first so many, 10 when left out
     * @param mode hybrid when left out
     */
    record EvaluationRequest(
            @Nullable Map<String, String> queries,
            @Nullable Map<String, Map<String, Integer>> qrels,
            @Nullable Integer k,
            @Nullable String mode) {}

    @POST
    @Path("/evaluate")
    public Evaluation evaluate(@Nullable EvaluationRequest request) {
        if (request == null) {
            throw Problem.badRequest("body-missing", "send {queries, qrels, k, mode}");
        }
        Map<String, String> queries = request.queries();
        Map<String, Map<String, Integer>> qrels = request.qrels();
        List<Problem.FieldError> wrong = wrong(queries, qrels);
        if (queries == null || qrels == null || !wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        if (queries.size() > MOST_QUERIES) {
            throw Problem.tooLarge("too-many-queries", "at most " + MOST_QUERIES + " questions are asked at once");
        }
        SearchMode mode = modeOf(request.mode() == null ? "hybrid" : request.mode());
        int k = resultsWanted(request.k(), 10);
        return orUnavailable(() -> evaluator.evaluate(queries, qrels, mode, k, SearchFilter.of(viewers())));
    }

    /** JSON may hold nulls anywhere. */
    private static List<Problem.FieldError> wrong(
            @Nullable Map<String, @Nullable String> queries,
            @Nullable Map<String, @Nullable Map<String, @Nullable Integer>> qrels) {
        List<Problem.FieldError> wrong = new ArrayList<>();
        if (queries == null) {
            wrong.add(new Problem.FieldError("queries", "questions by id are needed"));
        } else {
            queries.forEach((id, text) -> {
                if (text == null || text.isBlank()) {
                    wrong.add(new Problem.FieldError("queries." + id, "must be a question"));
                }
            });
        }
        if (qrels == null) {
            wrong.add(new Problem.FieldError("qrels", "grades by document by id are needed"));
        } else {
            qrels.forEach((id, grades) -> {
                if (grades == null || grades.containsValue(null)) {
                    wrong.add(new Problem.FieldError("qrels." + id, "must hold a grade for each document"));
                }
            });
        }
        return wrong.subList(0, Math.min(MOST_ERRORS, wrong.size()));
    }

    /** Documents for an audience are found by whoever is of it, and by administrators. */
    private SearchFilter.Viewers viewers() {
        return SearchFilter.Viewers.of(caller.getRoles());
    }

    private int resultsWanted(@Nullable Integer k, int otherwise) {
        if (k == null) {
            return otherwise;
        }
        if (k < 1 || k > config.mostResults()) {
            throw Problem.invalid(
                    List.of(new Problem.FieldError("k", "must be from 1 to " + config.mostResults() + " but is " + k)));
        }
        return k;
    }

    private static SearchMode modeOf(String name) {
        return SearchMode.of(name)
                .orElseThrow(() -> Problem.invalid(
                        List.of(new Problem.FieldError("mode", "must be hybrid, lexical or vector but is " + name))));
    }

    private static <T> T orUnavailable(Supplier<T> action) {
        try {
            return action.get();
        } catch (IndexUnavailable e) {
            throw Problem.unavailable("index-unavailable", "the search index does not answer; it is tried again");
        } catch (IndexRefusal e) {
            throw Problem.unavailable("index-refused", "the search index refused it: " + e.getMessage());
        } catch (EmbeddingUnavailable e) {
            throw Problem.unavailable("model-unavailable", String.valueOf(e.getMessage()));
        }
    }
}
