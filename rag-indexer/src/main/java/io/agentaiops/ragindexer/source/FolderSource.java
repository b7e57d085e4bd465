package io.agentaiops.ragindexer.source;

import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.source.FolderRules.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The watched folder. Says what changed as soon as a file has settled, and compares the folder with what is known at
 * start and from time to time, so that news which the operating system did not deliver are made up for. A folder that
 * cannot be read, or that is suddenly empty, deletes nothing.
 */
final class FolderSource {

    private static final Logger LOG = Logger.getLogger(FolderSource.class);

    private record Signature(FileTime modified, long size) {}

    private final Path root;
    private final SourceConfig config;
    private final FolderRules rules;
    private final DocumentChanges changes;
    private final Clock clock;
    private final Debounce<Path> touched;
    private final Map<Path, Signature> read = new HashMap<>();
    private volatile FolderStatus status;
    private Instant scannedAt;
    private boolean foundEmpty;

    FolderSource(SourceConfig config, DocumentChanges changes, Clock clock) {
        this.root = config.folder().toAbsolutePath().normalize();
        this.config = config;
        this.rules = new FolderRules(config.exclude());
        this.changes = changes;
        this.clock = clock;
        this.touched = new Debounce<>(config.quiet(), config.patience());
        this.scannedAt = clock.instant();
        this.status = new FolderStatus(root.toString(), 0, Map.of(), null, null);
    }

    Path root() {
        return root;
    }

    /** Does not wait while the folder is read: the first reading of a large one takes long. */
    FolderStatus status() {
        return status;
    }

    /** When something will have settled, if anything was touched. */
    synchronized @Nullable Instant nextDue() {
        return touched.nextDue().orElse(null);
    }

    /** Takes note that something happened to these paths. */
    synchronized void touch(Iterable<Path> paths) {
        Instant now = clock.instant();
        for (Path path : paths) {
            if (rules.judge(root.relativize(path)) instanceof Verdict.Take || Files.isDirectory(path)) {
                touched.touch(path, now);
            }
        }
    }

    /**
     * Passes on what has settled.
     *
     * @return whether folders are among it, so that the tree must be looked through
     */
    synchronized boolean settle() {
        boolean folders = false;
        for (Debounce.Settled<Path> settled : touched.settled(clock.instant())) {
            if (Files.isDirectory(settled.item())) {
                folders = true;
            } else {
                read(settled.item(), settled.since());
            }
        }
        return folders;
    }

    /**
     * Compares the folder with what is known.
     *
     * @param watch is told of every folder, or none when nothing is watched
     * @param thorough whether to read files again that seem not to have changed
     * @throws IOException when the folder cannot be read; nothing has changed then
     */
    synchronized FolderStatus reconcile(@Nullable FolderWatch watch, boolean thorough) throws IOException {
        Instant startedAt = clock.instant();
        FolderScan scan = scan(watch);
        Map<String, String> known = changes.folderDocuments();
        for (Path relative : scan.files()) {
            if (thorough || isNews(relative, known)) {
                read(root.resolve(relative), scannedAt);
            }
        }
        forgetMissing(scan.files(), known.keySet());
        scannedAt = startedAt;
        status = new FolderStatus(root.toString(), scan.files().size(), scan.skipped(), startedAt, null);
        return status;
    }

    synchronized void failed(Exception problem) {
        status = new FolderStatus(
                root.toString(), status.files(), status.skipped(), status.scannedAt(), String.valueOf(problem));
    }

    /** Folders may appear while they are being registered: look again until there is nothing new. */
    private FolderScan scan(@Nullable FolderWatch watch) throws IOException {
        FolderScan scan = FolderScan.of(root, root, rules);
        while (watch != null && watch.register(scan.folders())) {
            scan = FolderScan.of(root, root, rules);
        }
        return scan;
    }

    private boolean isNews(Path relative, Map<String, String> known) throws IOException {
        Signature before = read.get(relative);
        return before == null
                || !known.containsKey(FolderRules.documentId(relative))
                || !before.equals(signature(root.resolve(relative)));
    }

    private void forgetMissing(Set<Path> files, Set<String> known) {
        boolean empty = files.isEmpty();
        if (empty && known.size() > 1 && !foundEmpty) {
            LOG.warnf("folder=%s is empty; its %d documents stay until it is found empty again", root, known.size());
            foundEmpty = true;
            return;
        }
        foundEmpty = empty;
        Set<String> missing = new TreeSet<>(known);
        files.forEach(file -> missing.remove(FolderRules.documentId(file)));
        missing.forEach(documentId -> changes.deleted(documentId, clock.instant()));
        read.keySet().retainAll(files);
    }

    private void read(Path file, Instant since) {
        Path relative = root.relativize(file);
        if (!(rules.judge(relative) instanceof Verdict.Take take)) {
            return;
        }
        String documentId = FolderRules.documentId(relative);
        try {
            Signature signature = Files.exists(file) ? signature(file) : null;
            switch (DocumentFile.read(file, documentId, take.format(), most(take.format()), since, clock.instant())) {
                case DocumentFile.Read found -> changes.upserted(found.document());
                case DocumentFile.Refused refused -> changes.refused(refused.refusal());
                case DocumentFile.Gone gone -> changes.deleted(documentId, clock.instant());
                case DocumentFile.Unsettled unsettled -> touched.touch(file, clock.instant());
            }
            if (signature != null) {
                read.put(relative, signature);
            }
        } catch (IOException | RuntimeException e) {
            // The database may be away, or the file locked: nothing is lost, it is tried again.
            LOG.warnf("documentId=%s cannot be taken now and will be tried again: %s", documentId, e);
            read.remove(relative);
            touched.touch(file, clock.instant().plusSeconds(1));
        }
    }

    private int most(DocumentFormat format) {
        return format.isText() ? config.maxSize() : config.maxFileSize();
    }

    private static Signature signature(Path file) throws IOException {
        return new Signature(Files.getLastModifiedTime(file), Files.size(file));
    }
}
