package io.agentaiops.opsscheduler.security;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.procedure.DurationText;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code security.certificates}: certificates in files, and how long they are valid. Fails when one ends too soon. */
@ApplicationScoped
class CertificateReview implements CapabilityHandler {

    private record Valid(String file, String subject, Instant until) {
        Map<String, Object> toMap(Instant now) {
            return Map.of(
                    "file",
                    file,
                    "subject",
                    subject,
                    "until",
                    until.toString(),
                    "days",
                    Duration.between(now, until).toDays());
        }
    }

    private final Clock clock;

    CertificateReview(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.SECURITY_CERTIFICATES;
    }

    @Override
    public Finding perform(Operation operation) {
        Duration notice = DurationText.parse(operation.arguments().text("notice", "30d"));
        String files = operation.arguments().text("files");
        List<Valid> valid = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (String file : files.split("[,\\s]+", -1)) {
            if (!file.isBlank()) {
                read(file, valid, unreadable);
            }
        }
        Instant now = clock.instant();
        valid.sort(Comparator.comparing(Valid::until));
        List<Valid> ending = valid.stream()
                .filter(certificate -> certificate.until().isBefore(now.plus(notice)))
                .toList();
        Map<String, Object> evidence = Map.of(
                "certificates",
                valid.size(),
                "ending",
                ending.stream().map(certificate -> certificate.toMap(now)).toList(),
                "unreadable",
                unreadable);
        String summary = valid.size() + " certificates, " + ending.size() + " end within " + notice.toDays() + " days, "
                + unreadable.size() + " files cannot be read";
        return ending.isEmpty() && unreadable.isEmpty() && !valid.isEmpty()
                ? Finding.good(summary, evidence)
                : Finding.bad(summary, evidence);
    }

    private static void read(String file, List<Valid> valid, List<String> unreadable) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (certificate instanceof X509Certificate x509) {
                    valid.add(new Valid(
                            file,
                            x509.getSubjectX500Principal().getName(),
                            x509.getNotAfter().toInstant()));
                }
            }
        } catch (IOException | CertificateException e) {
            unreadable.add(file + ": " + e.getMessage());
        }
    }
}
