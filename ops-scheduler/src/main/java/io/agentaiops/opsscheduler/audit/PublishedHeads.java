package io.agentaiops.opsscheduler.audit;

import io.agentaiops.opsscheduler.archive.DurableFiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The signed heads as files {@code DAY.txt}, to be carried to where nobody of the platform writes. No file is ever
 * overwritten: a second head of a day, as there is one after a restore, is {@code DAY-2.txt}. Heads that a restored
 * ledger cannot have are set aside by a signed file {@code set-aside-TIME.txt}, never by deleting them.
 */
@ApplicationScoped
class PublishedHeads {

    private static final String TITLE = "agent-aiops audit head";
    private static final String ASIDE_TITLE = "agent-aiops audit heads set aside";
    private static final int HEAD_LINES = 5;

    private final Optional<Path> folder;

    PublishedHeads(@ConfigProperty(name = "aiops.audit.heads-folder") Optional<Path> folder) {
        this.folder = folder;
    }

    /** Writes a head down, unless it is. */
    void publish(AuditHead head) throws IOException {
        if (folder.isEmpty()
                || heads().stream().anyMatch(one -> one.signedText().equals(head.signedText()))) {
            return;
        }
        Files.createDirectories(folder.get());
        Path file = folder.get().resolve(head.day() + ".txt");
        for (int i = 2; Files.exists(file); i++) {
            file = folder.get().resolve(head.day() + "-" + i + ".txt");
        }
        DurableFiles.replace(file, (head.signedText() + head.signature() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** All that were published, whoever signed them. */
    List<AuditHead> heads() {
        List<AuditHead> heads = new ArrayList<>();
        for (List<String> lines : files("[0-9]*.txt")) {
            head(lines).ifPresent(heads::add);
        }
        return heads;
    }

    private static Optional<AuditHead> head(List<String> lines) {
        try {
            return lines.size() == HEAD_LINES && lines.getFirst().equals(TITLE)
                    ? Optional.of(new AuditHead(
                            LocalDate.parse(lines.get(1)),
                            Long.parseLong(lines.get(2)),
                            lines.get(3),
                            Instant.EPOCH,
                            lines.get(4)))
                    : Optional.empty();
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Says, signed, that a restored ledger cannot have these. */
    void setAside(Collection<AuditHead> heads, String reason, LedgerSigner signer, Instant now) throws IOException {
        StringBuilder text = new StringBuilder(ASIDE_TITLE + "\n")
                .append(now)
                .append('\n')
                .append(reason.replaceAll("\\s+", " "))
                .append('\n');
        heads.forEach(head -> text.append(line(head)).append('\n'));
        String name =
                "set-aside-" + now.truncatedTo(ChronoUnit.MILLIS).toString().replace(':', '-') + ".txt";
        DurableFiles.replace(
                folder.orElseThrow().resolve(name),
                (text + signer.sign(text.toString()) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Those that were set aside under our signature, each as one line. */
    Set<String> setAside(LedgerSigner signer) {
        Set<String> aside = new HashSet<>();
        for (List<String> lines : files("set-aside-*.txt")) {
            if (lines.size() > 3 && lines.getFirst().equals(ASIDE_TITLE)) {
                List<String> signed = lines.subList(0, lines.size() - 1);
                if (signer.signed(String.join("\n", signed) + "\n", lines.getLast())) {
                    aside.addAll(signed.subList(3, signed.size()));
                }
            }
        }
        return aside;
    }

    static String line(AuditHead head) {
        return head.day() + " " + head.seq() + " " + head.hash();
    }

    private List<List<String>> files(String pattern) {
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return List.of();
        }
        List<List<String>> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.get(), pattern)) {
            for (Path file : all) {
                files.add(Files.readAllLines(file));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("the published heads cannot be read: " + e.getMessage(), e);
        }
    }
}
