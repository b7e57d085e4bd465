package io.agentaiops.toolrunner.builtin.web;

import io.agentaiops.eventbus.Redactor;
import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameter;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Parameters.Given;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Searches the web. */
@Singleton
class WebSearchTool implements Tool {

    static final String NAME = "web_search";

    private static final Duration LIMIT = Duration.ofSeconds(25);
    private static final int SNIPPET = 300;
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.text("query", "What to search for: a few words, or an exact error message"),
            Parameter.number("limit", "How many results", 1, 20, 5));

    private final WebSearch search;
    private final ResultCache cache;
    private final ProviderStore store;
    private final ProviderWatch watch;
    private final WebMetrics metrics;

    WebSearchTool(WebSearch search, ResultCache cache, ProviderStore store, ProviderWatch watch, WebMetrics metrics) {
        this.search = search;
        this.cache = cache;
        this.store = store;
        this.watch = watch;
        this.metrics = metrics;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                NAME,
                "Searches the web and returns titles, addresses and short extracts. Use it only for what your own"
                        + " documents and this machine cannot know, such as release notes or an error message of a"
                        + " vendor.",
                PARAMETERS.schema(),
                "read",
                List.of("sends the search words, redacted, to the enabled search providers"),
                InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return PARAMETERS.prepare(arguments, this::prepare);
    }

    private Preparation prepare(Given given) {
        String query = Redactor.redact(given.text("query"));
        return new Preparation.Ready(
                "search the web for: " + query,
                new InProcessRun(LIMIT, timeout -> answer(query, given.number("limit"), timeout)));
    }

    private ToolAnswer answer(String query, int limit, Duration timeout) throws IOException {
        Optional<ResultCache.Kept> kept = cache.find(query);
        if (kept.isPresent()) {
            metrics.answeredFromCache();
            return ToolAnswer.good(text(kept.get().hits(), limit)
                    + "(" + kept.get().provider() + ", found at "
                    + kept.get().at().truncatedTo(ChronoUnit.SECONDS) + ")\n");
        }
        WebSearch.Found found = search.search(query, timeout);
        if (!found.answered()) {
            String reason = "no result; " + String.join("; ", found.passedOver());
            if (found.faulty()) {
                throw new IOException(reason);
            }
            return ToolAnswer.bad(reason + "\n");
        }
        cache.keep(query, found);
        List<String> notes = new ArrayList<>(List.of(found.provider()));
        notes.addAll(found.passedOver());
        return ToolAnswer.good(text(found.hits(), limit) + "(" + String.join("; ", notes) + ")\n");
    }

    private static String text(List<SearchHit> hits, int limit) {
        if (hits.isEmpty()) {
            return "Nothing was found.\n";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(limit, hits.size()); i++) {
            SearchHit hit = hits.get(i);
            String snippet = hit.snippet().strip();
            text.append(i + 1).append(". ").append(hit.title().strip()).append("\n   ");
            text.append(hit.url()).append('\n');
            if (!snippet.isEmpty()) {
                text.append("   ")
                        .append(snippet.length() > SNIPPET ? snippet.substring(0, SNIPPET) + "..." : snippet)
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** One working provider is enough; where all are switched off, nothing is expected to work. */
    @Override
    public SelfTest selfTest() {
        List<Provider> enabled =
                store.all().stream().filter(Provider::configured).toList();
        if (enabled.isEmpty()) {
            return new SelfTest(true, "no provider is switched on, as configured; searches are answered with that");
        }
        List<String> findings = new ArrayList<>();
        boolean passed = false;
        for (Provider provider : enabled) {
            ProviderWatch.Check check = watch.check(provider);
            passed |= check.passed();
            findings.add(provider.name() + ": " + check.summary());
        }
        return new SelfTest(passed, String.join("; ", findings));
    }
}
