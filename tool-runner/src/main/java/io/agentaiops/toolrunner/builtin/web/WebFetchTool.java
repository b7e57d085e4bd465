package io.agentaiops.toolrunner.builtin.web;

import io.agentaiops.toolrunner.egress.CheckedUrl;
import io.agentaiops.toolrunner.egress.EgressRefused;
import io.agentaiops.toolrunner.egress.EgressRule;
import io.agentaiops.toolrunner.egress.Fetch;
import io.agentaiops.toolrunner.egress.Fetched;
import io.agentaiops.toolrunner.egress.GuardedHttp;
import io.agentaiops.toolrunner.egress.GuardedResolver;
import io.agentaiops.toolrunner.egress.KindRule;
import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameter;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Parameters.Given;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;

/** Reads one page of the web as text. */
@Singleton
class WebFetchTool implements Tool {

    static final String NAME = "web_fetch";

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.text("url", "The address of the page, beginning with https:// or http://"),
            Parameter.number("max_chars", "How much of its text is wanted", 500, 20_000, 6000));

    private final GuardedHttp http;
    private final EgressRule rule;
    private final int pageBytes;

    /** The Internet only; a page inside could be anything, from a router to a cloud's key service. */
    @Inject
    WebFetchTool(WebConfig config) {
        this(KindRule.WEB, new GuardedResolver(KindRule.WEB), config.pageBytes());
    }

    WebFetchTool(EgressRule rule, GuardedResolver resolver, int pageBytes) {
        this.rule = rule;
        this.http = new GuardedHttp(resolver);
        this.pageBytes = pageBytes;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                NAME,
                "Reads a page of the Internet and returns its text. Use it on an address that web_search found, or that"
                        + " the user gave. Pages inside your own network are not read; use http_probe for those.",
                PARAMETERS.schema(),
                "read",
                List.of("fetches public web pages on ports 80, 443, 8080 and 8443"),
                InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return PARAMETERS.prepare(arguments, this::prepare);
    }

    private Preparation prepare(Given given) {
        return switch (CheckedUrl.of(given.text("url"), rule)) {
            case CheckedUrl.Refused(String reason) -> new Preparation.Denied(reason);
            case CheckedUrl.Fine(URI uri) ->
                new Preparation.Ready(
                        "read " + uri,
                        new InProcessRun(LIMIT, timeout -> answer(uri, given.number("max_chars"), timeout)));
        };
    }

    private ToolAnswer answer(URI uri, int most, Duration timeout) throws IOException {
        Fetched page;
        try {
            page = http.fetch(Fetch.page(uri, pageBytes, timeout));
        } catch (EgressRefused e) {
            return ToolAnswer.bad("Refused: " + e.reason() + "\n");
        } catch (UnknownHostException e) {
            return ToolAnswer.bad("There is no host " + uri.getHost() + "\n");
        }
        String head = page.uri() + " (HTTP " + page.status() + ")\n\n";
        Optional<String> text = text(page);
        if (text.isEmpty()) {
            return ToolAnswer.bad(
                    head + "Its content is " + page.mediaType() + ", which is no text that can be shown.\n");
        }
        String shown = text.get().length() > most
                ? text.get().substring(0, most) + "\n[... " + (text.get().length() - most) + " more characters]"
                : text.get();
        String cut = page.cut() ? "\n[the page is longer than " + pageBytes + " bytes and was cut]" : "";
        return new ToolAnswer(page.status() < 400, head + shown + cut + "\n");
    }

    private static Optional<String> text(Fetched page) throws IOException {
        String type = page.mediaType();
        if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
            String charset = page.charset().map(Charset::name).orElse(null);
            // The page itself may name its charset.
            return Optional.of(ReadableText.of(
                    Jsoup.parse(page.content(), charset, page.uri().toString())));
        }
        boolean readable = type.startsWith("text/")
                || type.endsWith("/json")
                || type.endsWith("+json")
                || type.endsWith("/xml")
                || type.endsWith("+xml")
                || type.endsWith("/yaml");
        return readable ? Optional.of(page.text()) : Optional.empty();
    }

    /** Needs no network: a machine without Internet has a tool that works and nothing to read. */
    @Override
    public SelfTest selfTest() {
        GuardedResolver resolver = new GuardedResolver(rule);
        for (String inside : List.of("127.0.0.1", "169.254.169.254", "10.0.0.1", "::1")) {
            try {
                InetAddress[] addresses = resolver.resolve(inside);
                return new SelfTest(false, inside + " would be reached: " + addresses[0]);
            } catch (UnknownHostException e) {
                if (!(e instanceof EgressRefused)) {
                    return new SelfTest(false, "addresses cannot be judged: " + e.getMessage());
                }
            }
        }
        return new SelfTest(true, "this machine, private networks and cloud metadata are refused");
    }
}
