package io.agentaiops.agentgateway.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FirstPageIT {

    private static final int LARGEST_LOAD = 300 * 1024;
    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern BUNDLED = Pattern.compile("(?:src|href)=\"(/static/bundle/[^\"]+)\"");

    private static final Pattern CHUNK = Pattern.compile("[\"'](/static/bundle/[^\"']+\\.js)[\"']");

    @Test
    void pageIsServedWithoutAKey() {
        Response page = page();

        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.asString()).contains("<app-shell>", "<title>Agent-AIOps</title>");
    }

    @Test
    void apiBehindThePageStaysClosedWithoutAKey() {
        assertThat(given().get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(given().get("/api/v1/status").statusCode()).isEqualTo(401);
    }

    @Test
    void contentSecurityPolicyAllowsOnlyTheOwnBundle() {
        String policy = page().header("Content-Security-Policy");

        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'")
                .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe-inline", "unsafe-eval", "http:", "https:");
        assertThat(page().header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page().header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void pageHoldsNoInlineCodeAndNamesNoOtherOrigin() {
        String html = page().asString();

        assertThat(SCRIPT.matcher(html).results().toList()).isNotEmpty().allSatisfy(script -> {
            assertThat(script.group(1)).contains("src=\"/static/bundle/");
            assertThat(script.group(2)).isBlank();
        });
        assertThat(html).doesNotContain("<style", "style=", "http://", "https://", "{#");
    }

    @Test
    void bundleIsKeptByBrowsersAndThePageIsAskedForAnew() {
        assertThat(page().header("Cache-Control")).isEqualTo("no-cache");
        assertThat(bundle())
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(given().get(file).header("Cache-Control")).contains("immutable"));
    }

    /** Not only what the first page needs: everything together, each page's own chunk included. */
    @Test
    void wholePageStaysSmall() throws IOException {
        int total = 0;
        for (String file : everything()) {
            Response response = given().get(file);
            assertThat(response.statusCode()).as(file).isEqualTo(200);
            total += gzipped(response.asByteArray());
        }

        assertThat(total).isPositive().isLessThan(LARGEST_LOAD);
    }

    @Test
    void everyPageIsAChunkThatIsFetchedWhenItIsWanted() {
        List<String> first = bundle();
        Set<String> all = everything();

        assertThat(all).hasSizeGreaterThan(first.size() + 10);
    }

    /** The files that the page names, and those that these name in turn. */
    private static Set<String> everything() {
        Set<String> known = new LinkedHashSet<>(bundle());
        Deque<String> unread = new ArrayDeque<>(known);
        while (!unread.isEmpty()) {
            String text = given().get(unread.pop()).asString();
            CHUNK.matcher(text).results().map(match -> match.group(1)).forEach(file -> {
                if (known.add(file)) {
                    unread.push(file);
                }
            });
        }
        return known;
    }

    private static Response page() {
        Response page = given().get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        return page;
    }

    private static List<String> bundle() {
        return BUNDLED.matcher(page().asString())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static int gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.size();
    }
}
