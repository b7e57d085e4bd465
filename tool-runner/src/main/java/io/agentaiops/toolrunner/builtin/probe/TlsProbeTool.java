package io.agentaiops.toolrunner.builtin.probe;

import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameter;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Looks at the TLS of a server. */
@Singleton
class TlsProbeTool implements Tool {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.text("host", "Name of the host, as the certificate should name it"),
            Parameter.number("port", "Which port", 1, 65_535, 443));

    private final Probing probing;
    private final Clock clock;

    TlsProbeTool(ProbeRule rule, Clock clock) {
        this.probing = new Probing(rule);
        this.clock = clock;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "tls_probe",
                "Shows how a server speaks TLS: version, certificate, names, expiry, and whether it is trusted.",
                PARAMETERS.schema(),
                "read",
                List.of("connects to this machine, the site's networks, and the public hosts that are configured"),
                InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return Probing.atPort(PARAMETERS, arguments, "shake hands with", "No TLS with", LIMIT, this::answer);
    }

    private ToolAnswer answer(String host, int port, Duration timeout) throws IOException {
        TlsHandshake.Shown shown = TlsHandshake.with(probing, host, port, timeout);
        Instant now = clock.instant();
        Certificate certificate = Certificate.of(shown.chain().getFirst());
        boolean named = certificate.names(host);
        boolean trusted = shown.distrust().isEmpty();
        String text = """
            protocol: %s, %s
            subject: %s
            issuer: %s
            names: %s
            valid: %s to %s, %d days left
            names the host: %s
            trusted by this machine: %s
            """.formatted(
                        shown.protocol(),
                        shown.cipher(),
                        certificate.subject(),
                        certificate.issuer(),
                        certificate.names().stream().limit(20).toList(),
                        certificate.from(),
                        certificate.until(),
                        certificate.daysLeft(now),
                        named ? "yes" : "NO",
                        trusted ? "yes" : "NO, " + shown.distrust());
        return new ToolAnswer(named && trusted && certificate.validAt(now), text);
    }

    @Override
    public SelfTest selfTest() {
        return probing.selfTest();
    }
}
