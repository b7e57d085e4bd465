package io.agentaiops.opsscheduler.procedure;

import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The procedures of the documents folder, read at start and again when a file changes. A wrong document is refused and
 * logged once; the others go on. The folder is polled by size and time of change: file notifications do not work on
 * network mounts, where shared documents often lie.
 */
@Startup
@ApplicationScoped
public class ProcedureCatalog {

    private static final Logger LOG = Logger.getLogger(ProcedureCatalog.class);
    private static final long LARGEST_DOCUMENT = 1_000_000;

    private record Stamp(FileTime changed, long size) {}

    private record Known(Stamp stamp, ParseOutcome outcome) {}

    private final Path folder;
    private final ProcedureParser parser = new ProcedureParser(ZoneId.systemDefault());
    private final Map<String, Known> documents = new HashMap<>();
    private volatile Procedures current = Procedures.none();
    private boolean folderWasMissing;

    ProcedureCatalog(ProceduresConfig config) {
        this.folder = config.folder();
        scan();
    }

    /** What can be run now. */
    public Procedures current() {
        return current;
    }

    /** Where the documents lie. */
    public Path folder() {
        return folder;
    }

    /** Reads what is new or changed, and forgets what is gone. */
    @Scheduled(every = "{aiops.procedures.scan-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void scan() {
        Map<String, Stamp> present = present();
        boolean changed = documents.keySet().retainAll(present.keySet());
        for (Map.Entry<String, Stamp> document : present.entrySet()) {
            Known known = documents.get(document.getKey());
            if (known == null || !known.stamp.equals(document.getValue())) {
                documents.put(document.getKey(), new Known(document.getValue(), read(document.getKey())));
                changed = true;
            }
        }
        if (changed) {
            publish();
        }
    }

    private void publish() {
        Map<String, ParseOutcome> outcomes = new HashMap<>();
        documents.forEach((path, known) -> outcomes.put(path, known.outcome));
        Procedures next = Procedures.of(outcomes);
        Set<Refusal> news = new HashSet<>(next.refused());
        current.refused().forEach(news::remove);
        news.forEach(refusal -> LOG.warnf("document refused: %s", refusal));
        LOG.infof("procedures=%d refused=%d", next.all().size(), next.refused().size());
        current = next;
    }

    private Map<String, Stamp> present() {
        Map<String, Stamp> present = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            if (!folderWasMissing) {
                LOG.warnf("documents folder %s does not exist: there is nothing to run", folder.toAbsolutePath());
            }
            folderWasMissing = true;
            return present;
        }
        folderWasMissing = false;
        for (Path file : markdownFiles()) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                present.put(nameOf(file), new Stamp(attributes.lastModifiedTime(), attributes.size()));
            } catch (IOException e) {
                LOG.debugf("%s vanished while the folder was read", file);
            }
        }
        return present;
    }

    private List<Path> markdownFiles() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            LOG.warnf("documents folder %s cannot be read: %s", folder, e.getMessage());
            return documents.keySet().stream().map(folder::resolve).toList();
        }
    }

    private String nameOf(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private ParseOutcome read(String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) > LARGEST_DOCUMENT) {
                return unreadable("is larger than 1 MB");
            }
            return parser.parse(name, Files.readString(file));
        } catch (CharacterCodingException e) {
            return unreadable("is not UTF-8 text");
        } catch (IOException e) {
            return unreadable("cannot be read: " + e.getMessage());
        }
    }

    private static ParseOutcome unreadable(String reason) {
        return new ParseOutcome.Refused(List.of(new DocumentProblem(1, reason)));
    }
}
