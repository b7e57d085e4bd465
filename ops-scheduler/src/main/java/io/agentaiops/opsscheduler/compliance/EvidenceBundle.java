package io.agentaiops.opsscheduler.compliance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.opsscheduler.archive.Tally;
import io.agentaiops.opsscheduler.audit.LedgerSigner;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What an auditor asks for, in one ZIP: the controls as they stand and every look at them, the proofs beside them, and
 * {@code SHA256SUMS} with a signature of the key that signs the ledger.
 */
@ApplicationScoped
class EvidenceBundle {

    /** A bundle that is ready to be written. */
    record Prepared(String name, Map<String, byte[]> files) {
        void writeTo(OutputStream out) {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(file.getKey()));
                    zip.write(file.getValue());
                    zip.closeEntry();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final String SUMS = "SHA256SUMS";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String README = """
            Evidence of compliance, made by Agent-AIOps.

            compliance.json    every control: what is promised, how it stands, since when
            controls.yaml      the controls as they are written
            looks/ID.json      every look at a control, newest first, at most 1000
            history.json       share of good looks, day by day
            permissions.json   who can do what by which key and tool; what nobody used
            assessments.json, findings.json, exercises.json
            backups.json       each backup with its proof, recovery time and recovery point
            audit.json         the ledger's chain verified, and its signed heads
            certificates.json  signed certificates of what was purged

            Check:  sha256sum -c SHA256SUMS
                    base64 -d SHA256SUMS.sig > sig; openssl pkeyutl -verify -pubin -inkey audit-public.pem \\
                      -rawin -in SHA256SUMS -sigfile sig
            audit-public.pem is the platform's .aiops/keys/audit-public.pem: take it from there, not from this file.
            """;

    private final Instance<EvidencePart> parts;
    private final LedgerSigner signer;
    private final Audit audit;
    private final ObjectMapper json;
    private final Clock clock;

    EvidenceBundle(
            @Any Instance<EvidencePart> parts, LedgerSigner signer, Audit audit, ObjectMapper json, Clock clock) {
        this.parts = parts;
        this.signer = signer;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /** Gathers it; must not be called in a transaction, for other services are asked. */
    Prepared prepare() {
        Instant now = clock.instant();
        Map<String, byte[]> files = new LinkedHashMap<>();
        try {
            files.put("README.txt", README.getBytes(StandardCharsets.UTF_8));
            for (EvidencePart part : parts) {
                for (Map.Entry<String, Object> file : part.files().entrySet()) {
                    files.put(file.getKey(), bytes(file.getValue()));
                }
            }
            String sums = sums(files);
            files.put(SUMS, sums.getBytes(StandardCharsets.UTF_8));
            if (signer.able()) {
                files.put(SUMS + ".sig", (signer.sign(sums) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the evidence cannot be gathered: " + e.getMessage(), e);
        }
        String name = "compliance-" + NAME.format(now) + ".zip";
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        "ops-scheduler", "compliance.bundle", name, "made", Map.of("files", "" + files.size())));
        return new Prepared(name, files);
    }

    private byte[] bytes(Object content) throws IOException {
        return content instanceof byte[] bytes
                ? bytes
                : json.writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
    }

    private static String sums(Map<String, byte[]> files) throws IOException {
        StringBuilder sums = new StringBuilder();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Tally tally = new Tally(OutputStream.nullOutputStream());
            tally.write(file.getValue());
            sums.append(tally.sha256()).append("  ").append(file.getKey()).append('\n');
        }
        return sums.toString();
    }
}
