package io.agentaiops.opsscheduler.security;

import io.agentaiops.eventbus.operation.Arguments;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads the certificates that a step names: those in files, and those that servers really show. */
@ApplicationScoped
class CertificateReader {

    /** A certificate, where it was found and how long it is valid. */
    record Valid(String place, String subject, Instant until) {
        Map<String, Object> toMap(Instant now) {
            return Map.of(
                    "place",
                    place,
                    "subject",
                    subject,
                    "until",
                    until.toString(),
                    "days",
                    Duration.between(now, until).toDays());
        }
    }

    /**
     * What was found.
     *
     * @param valid every certificate, the one that ends first before the others
     * @param unreadable files and servers without one, and why
     */
    record Found(List<Valid> valid, List<String> unreadable, Instant now, Duration notice) {

        Found {
            valid = valid.stream().sorted(Comparator.comparing(Valid::until)).toList();
            unreadable = List.copyOf(unreadable);
        }

        List<Valid> ending() {
            return valid.stream()
                    .filter(certificate -> certificate.until().isBefore(now.plus(notice)))
                    .toList();
        }

        boolean isWell() {
            return ending().isEmpty() && unreadable.isEmpty() && !valid.isEmpty();
        }

        String summary() {
            return valid.size() + " certificates, " + ending().size() + " end within " + notice.toDays() + " days, "
                    + unreadable.size() + " files or servers cannot be read";
        }

        Map<String, Object> evidence() {
            return Map.of(
                    "certificates",
                    valid.size(),
                    "ending",
                    ending().stream().map(certificate -> certificate.toMap(now)).toList(),
                    "unreadable",
                    unreadable);
        }
    }

    private static final int HTTPS = 443;

    private final Clock clock;

    CertificateReader(Clock clock) {
        this.clock = clock;
    }

    /** Those of {@code files:} and {@code servers:} (host and port), both separated by blanks or commas. */
    Found read(Arguments with) {
        List<String> files = words(with.text("files", ""));
        List<String> servers = words(with.text("servers", ""));
        if (files.isEmpty() && servers.isEmpty()) {
            throw new IllegalArgumentException("files or servers must be given");
        }
        List<Valid> valid = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (String file : files) {
            take(file, () -> inFile(file), valid, unreadable);
        }
        for (String server : servers) {
            URI address = URI.create("tls://" + server);
            if (address.getHost() == null) {
                throw new IllegalArgumentException("servers holds " + server + " but must be HOST or HOST:PORT");
            }
            int port = address.getPort() < 0 ? HTTPS : address.getPort();
            take(server, () -> ShownCertificates.of(address.getHost(), port), valid, unreadable);
        }
        return new Found(valid, unreadable, clock.instant(), with.duration("notice", Duration.ofDays(30)));
    }

    private interface Source {
        List<X509Certificate> certificates() throws IOException, CertificateException;
    }

    private static void take(String place, Source source, List<Valid> valid, List<String> unreadable) {
        try {
            for (X509Certificate certificate : source.certificates()) {
                valid.add(new Valid(
                        place,
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getNotAfter().toInstant()));
            }
        } catch (IOException | CertificateException e) {
            unreadable.add(place + ": " + e.getMessage());
        }
    }

    private static List<X509Certificate> inFile(String file) throws IOException, CertificateException {
        List<X509Certificate> found = new ArrayList<>();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (certificate instanceof X509Certificate x509) {
                    found.add(x509);
                }
            }
        }
        return found;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[,\\s]+", -1))
                .filter(word -> !word.isBlank())
                .toList();
    }
}
