package io.agentaiops.toolrunner.builtin.probe;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What matters of an X.509 certificate to those who run it. */
record Certificate(String subject, String issuer, List<String> names, Instant from, Instant until) {

    static Certificate of(X509Certificate certificate) {
        return new Certificate(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                names(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /** Whole days that it is still good for; negative when it has expired. */
    long daysLeft(Instant now) {
        return Math.floorDiv(
                Duration.between(now, until).toSeconds(), Duration.ofDays(1).toSeconds());
    }

    boolean validAt(Instant now) {
        return !now.isBefore(from) && !now.isAfter(until);
    }

    /** Whether it names the host, after RFC 6125: by a name, or by one wildcard in the place of the first label. */
    boolean names(String host) {
        String asked = host.toLowerCase(Locale.ROOT);
        int dot = asked.indexOf('.');
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals(asked)
                        || (name.startsWith("*.")
                                && dot > 0
                                && asked.substring(dot).equals(name.substring(1))));
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    // 2: dNSName, 7: iPAddress (RFC 5280, section 4.2.1.6)
                    if (alternative.getFirst() instanceof Integer kind && (kind == 2 || kind == 7)) {
                        names.add(String.valueOf(alternative.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return List.copyOf(names);
    }
}
