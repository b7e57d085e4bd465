package io.agentaiops.toolrunner.builtin.probe;

import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameter;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import io.vertx.core.dns.DnsResponseCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Looks names up. */
@Singleton
class DnsLookupTool implements Tool {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** Labels as in RFC 1035, with the underscore of service names. */
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}\\.?$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*\\.?");

    private static final String SYSTEM = "system";
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.text("name", "The name to look up, such as example.org"),
            Parameter.choice(
                    "type",
                    "What to ask for; system asks as programs of this machine do, /etc/hosts included",
                    List.of(SYSTEM, "A", "AAAA", "CNAME", "MX", "NS", "PTR", "SRV", "TXT"),
                    SYSTEM));

    private final Vertx vertx;

    DnsLookupTool(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "dns_lookup",
                "Looks a name up in DNS, with the machine's own resolver.",
                PARAMETERS.schema(),
                "read",
                List.of("asks the configured name servers"),
                InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return PARAMETERS.prepare(arguments, given -> {
            String name = given.text("name");
            return NAME.matcher(name).matches()
                    ? new Preparation.Ready(
                            "look up " + name + " " + given.text("type"),
                            new InProcessRun(LIMIT, timeout -> answer(name, given.text("type"), timeout)))
                    : new Preparation.Denied("'" + name + "' is not a host name");
        });
    }

    private ToolAnswer answer(String name, String type, Duration timeout) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<String> values = type.equals(SYSTEM) ? bySystem(name) : byDns(name, type, timeout);
        String took = "(%.0f ms)%n".formatted((System.nanoTime() - start) / 1e6);
        return values.isEmpty()
                ? ToolAnswer.bad(
                        "No " + (type.equals(SYSTEM) ? "address" : type + " record") + " of " + name + " " + took)
                : ToolAnswer.good(String.join("\n", values) + "\n" + took);
    }

    private static List<String> bySystem(String name) {
        try {
            return Arrays.stream(InetAddress.getAllByName(name))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private List<String> byDns(String name, String type, Duration timeout) throws IOException, InterruptedException {
        DnsClient client = vertx.createDnsClient(new DnsClientOptions().setQueryTimeout(timeout.toMillis()));
        try {
            return ask(client, name, type)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("the name server does not answer");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DnsException answered) {
                if (answered.code() == DnsResponseCode.NXDOMAIN) {
                    return List.of();
                }
                throw new IOException("the name server answered " + answered.code(), e);
            }
            throw new SocketTimeoutException("the name server does not answer: " + e.getCause());
        } finally {
            client.close();
        }
    }

    private static Future<List<String>> ask(DnsClient client, String name, String type) {
        return switch (type) {
            case "A" -> client.resolveA(name);
            case "AAAA" -> client.resolveAAAA(name);
            case "CNAME" -> client.resolveCNAME(name);
            case "NS" -> client.resolveNS(name);
            case "TXT" -> client.resolveTXT(name);
            case "PTR" -> client.reverseLookup(name).map(found -> found == null ? List.of() : List.of(found));
            case "MX" ->
                client.resolveMX(name)
                        .map(all -> all.stream()
                                .map(mx -> mx.priority() + " " + mx.name())
                                .toList());
            case "SRV" ->
                client.resolveSRV(name)
                        .map(all -> all.stream()
                                .map(srv -> srv.priority() + " " + srv.weight() + " " + srv.port() + " " + srv.target())
                                .toList());
            default -> throw new IllegalArgumentException(type);
        };
    }

    @Override
    public SelfTest selfTest() {
        List<String> addresses = bySystem("localhost");
        return new SelfTest(
                !addresses.isEmpty(),
                addresses.isEmpty() ? "not even localhost has an address" : "localhost is " + addresses);
    }
}
