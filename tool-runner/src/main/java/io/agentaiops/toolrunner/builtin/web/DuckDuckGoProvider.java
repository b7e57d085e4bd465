package io.agentaiops.toolrunner.builtin.web;

import io.agentaiops.toolrunner.builtin.web.ProviderFault.Kind;
import io.agentaiops.toolrunner.egress.Fetch;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * DuckDuckGo's page for browsers without scripts, {@code https://html.duckduckgo.com/html/}. It has no contract: a page
 * with neither results nor the words that there are none is a fault, so that a changed layout is noticed and never taken
 * for an empty web.
 */
final class DuckDuckGoProvider implements SearchProvider {

    /** Its name. */
    static final String NAME = "duckduckgo";

    private static final String REDIRECT = "/l/?";
    private static final String TARGET = "uddg=";

    private final ProviderHttp http;

    DuckDuckGoProvider(ProviderHttp http) {
        this.http = http;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<SearchHit> search(URI address, String query, Duration timeout) throws ProviderFault {
        Fetch fetch = Fetch.post(address, Map.of("q", query, "kl", "wt-wt"), ProviderHttp.MOST_BYTES, timeout);
        return parse(http.ask(fetch).text());
    }

    static List<SearchHit> parse(String html) throws ProviderFault {
        Document page = Jsoup.parse(html);
        if (page.selectFirst("#challenge-form, [class*=anomaly-modal]") != null) {
            throw new ProviderFault(Kind.BLOCKED, "it asks for a captcha");
        }
        List<SearchHit> hits = new ArrayList<>();
        for (Element result : page.select(".result:not(.result--ad):not(.result--no-result)")) {
            Element link = result.selectFirst("a.result__a");
            String url = link == null ? "" : target(link.attr("href"));
            if (link != null && !url.isEmpty()) {
                Element snippet = result.selectFirst(".result__snippet");
                hits.add(new SearchHit(link.text(), url, snippet == null ? "" : snippet.text()));
            }
        }
        if (hits.isEmpty() && page.selectFirst(".no-results, .result--no-result") == null) {
            throw new ProviderFault(Kind.BAD_ANSWER, "its page has changed: it holds no results that can be read");
        }
        return hits;
    }

    /** The address behind a link; empty for advertising and for what is no web page. */
    private static String target(String href) {
        String url = href.startsWith("//") ? "https:" + href : href;
        if (url.contains("duckduckgo.com/y.js")) {
            return "";
        }
        int redirect = url.indexOf(REDIRECT);
        int target = url.indexOf(TARGET);
        if (redirect >= 0 && target >= 0 && url.substring(0, redirect).endsWith("duckduckgo.com")) {
            String value = url.substring(target + TARGET.length());
            int end = value.indexOf('&');
            try {
                url = URLDecoder.decode(end < 0 ? value : value.substring(0, end), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return "";
            }
        }
        return url.startsWith("http://") || url.startsWith("https://") ? url : "";
    }
}
