package io.agentaiops.toolrunner.builtin.probe;

import io.agentaiops.toolrunner.builtin.terminal.TerminalCommand;
import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameter;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Parameters.Given;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Says when certificates expire, of servers and of files. Files are read by cat, under the terminal's policy. */
@Singleton
class CertificateExpiryTool implements Tool {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration EACH = Duration.ofSeconds(8);
    private static final int MOST_TARGETS = 20;
    private static final int HTTPS = 443;
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.text("targets", "Servers as host or host:port, and files as /path.pem, separated by commas"),
            Parameter.number("warn_days", "Fewer days left than this is bad", 0, 3650, 30));

    /** What was found of a target; a negative number of days stands for expired ones. */
    private record Line(long daysLeft, boolean good, String text) {}

    private final Probing probing;
    private final TerminalCommand terminal;
    private final Clock clock;

    CertificateExpiryTool(ProbeRule rule, TerminalCommand terminal, Clock clock) {
        this.probing = new Probing(rule);
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "certificate_expiry",
                "Lists when certificates expire, soonest first: of TLS servers and of PEM files.",
                PARAMETERS.schema(),
                "read",
                List.of("connects where probes may, and reads files that the terminal's policy lets be read"),
                InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return PARAMETERS.prepare(arguments, this::prepare);
    }

    private Preparation prepare(Given given) {
        List<String> targets = Arrays.stream(given.text("targets").split("[,\\s]+"))
                .filter(target -> !target.isBlank())
                .toList();
        if (targets.isEmpty() || targets.size() > MOST_TARGETS) {
            return new Preparation.Denied("targets names from 1 to " + MOST_TARGETS + " servers or files");
        }
        for (String target : targets) {
            if (target.startsWith("/") && !(cat(target) instanceof Preparation.Ready)) {
                return new Preparation.Denied(target + " may not be read");
            }
        }
        return new Preparation.Ready(
                "look at the certificates of " + String.join(", ", targets),
                new InProcessRun(LIMIT, timeout -> answer(targets, given.number("warn_days"))));
    }

    private Preparation cat(String file) {
        return terminal.prepare(List.of("cat", file));
    }

    private ToolAnswer answer(List<String> targets, int warnDays) throws InterruptedException {
        List<Line> lines = new ArrayList<>();
        for (String target : targets) {
            try {
                lines.add(
                        line(target, Certificate.of(target.startsWith("/") ? file(target) : server(target)), warnDays));
            } catch (IOException e) {
                lines.add(new Line(Long.MIN_VALUE, false, target + ": " + Probing.words(e)));
            }
        }
        lines.sort(Comparator.comparingLong(Line::daysLeft));
        return new ToolAnswer(
                lines.stream().allMatch(Line::good),
                String.join("\n", lines.stream().map(Line::text).toList()) + "\n");
    }

    private Line line(String target, Certificate certificate, int warnDays) {
        Instant now = clock.instant();
        long days = certificate.daysLeft(now);
        boolean good = certificate.validAt(now) && days >= warnDays;
        return new Line(
                days,
                good,
                "%s: %s on %s (%d days), %s%s"
                        .formatted(
                                target,
                                days < 0 ? "EXPIRED" : "expires",
                                certificate.until(),
                                days,
                                certificate.subject(),
                                good ? "" : "  <- renew"));
    }

    private X509Certificate server(String target) throws IOException {
        int colon = target.lastIndexOf(':');
        boolean port = colon > 0 && target.substring(colon + 1).matches("\\d{1,5}");
        String host = port ? target.substring(0, colon) : target;
        return TlsHandshake.with(probing, host, port ? Integer.parseInt(target.substring(colon + 1)) : HTTPS, EACH)
                .chain()
                .getFirst();
    }

    private X509Certificate file(String path) throws IOException, InterruptedException {
        if (!(cat(path) instanceof Preparation.Ready ready)) {
            throw new IOException("may not be read");
        }
        ToolOutcome read = ready.run().run(EACH);
        String pem = read.output();
        int begin = pem.indexOf("-----BEGIN CERTIFICATE-----");
        if (begin < 0) {
            throw new IOException("holds no certificate that can be read");
        }
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(pem.substring(begin).getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new IOException("holds no certificate that can be read: " + e.getMessage(), e);
        }
    }

    @Override
    public SelfTest selfTest() {
        return probing.selfTest();
    }
}
