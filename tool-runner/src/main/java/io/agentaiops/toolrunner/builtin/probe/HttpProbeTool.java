package io.agentaiops.toolrunner.builtin.probe;

import io.agentaiops.toolrunner.egress.CheckedUrl;
import io.agentaiops.toolrunner.egress.EgressRefused;
import io.agentaiops.toolrunner.egress.Fetch;
import io.agentaiops.toolrunner.egress.Fetched;
import io.agentaiops.toolrunner.egress.GuardedHttp;
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
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a web address once and says what came back. */
@Singleton
class HttpProbeTool implements Tool {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 256 * 1024;
    private static final int SHOWN = 1000;
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.text("url", "The address, such as http://localhost:8081/q/health/ready"),
            Parameter.choice("method", "How to ask", List.of("GET", "HEAD"), "GET"),
            Parameter.optionalText("contains", "A text that the answer has to hold to count as good"));

    private final Probing probing;
    private final ProbeRule rule;
    private final GuardedHttp http;

    HttpProbeTool(ProbeRule rule) {
        this.rule = rule;
        this.probing = new Probing(rule);
        this.http = new GuardedHttp(probing.resolver());
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "http_probe",
                "Asks an HTTP address once and returns status, time and the beginning of the answer. Follows no"
                        + " redirect. Use it to see whether a service is up.",
                PARAMETERS.schema(),
                "read",
                List.of("sends GET or HEAD to this machine, the site's networks, and the public hosts that are"
                        + " configured"),
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
                        given.text("method") + " " + uri,
                        new InProcessRun(LIMIT, timeout -> answer(uri, given, timeout)));
        };
    }

    private ToolAnswer answer(URI uri, Given given, Duration timeout) {
        long start = System.nanoTime();
        try {
            Fetched answer = http.fetch(
                    new Fetch(given.text("method"), uri, Map.of("Accept", "*/*"), null, MOST_BYTES, timeout, 0));
            double ms = (System.nanoTime() - start) / 1e6;
            Optional<String> wanted = given.optionalText("contains");
            boolean holds = wanted.isEmpty() || answer.text().contains(wanted.get());
            boolean good = answer.status() < 400 && holds;
            return new ToolAnswer(
                    good,
                    "HTTP %d after %.0f ms%s, %d bytes%s%s%n%s"
                            .formatted(
                                    answer.status(),
                                    ms,
                                    answer.mediaType().isEmpty() ? "" : ", " + answer.mediaType(),
                                    answer.size(),
                                    answer.header("location")
                                            .map(to -> ", redirects to " + to)
                                            .orElse(""),
                                    wanted.map(text -> (holds ? ", holds '" : ", does NOT hold '") + text + "'")
                                            .orElse(""),
                                    shown(answer)));
        } catch (EgressRefused e) {
            return ToolAnswer.bad("Refused: " + e.reason() + "\n");
        } catch (SocketTimeoutException e) {
            return ToolAnswer.bad("No answer: " + e.getMessage() + "\n");
        } catch (IOException e) {
            return ToolAnswer.bad("No answer: " + uri.getAuthority() + ": " + Probing.words(e) + "\n");
        }
    }

    private static String shown(Fetched answer) {
        String type = answer.mediaType();
        if (!type.startsWith("text/") && !type.endsWith("json") && !type.endsWith("xml")) {
            return "";
        }
        String text = answer.text().strip();
        return (text.length() > SHOWN ? text.substring(0, SHOWN) + "\n[...]" : text) + "\n";
    }

    @Override
    public SelfTest selfTest() {
        return probing.selfTest();
    }
}
