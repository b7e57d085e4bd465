package io.agentaiops.ragindexer.source;

import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.source.FolderRules.Verdict;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A watched folder. Says what changed as soon as a file has settled, and compares the folder with what is known at
 * start and from time to time, so that news which the operating system did not deliver are made up for. A folder that
 * cannot be read, or that is suddenly empty, deletes nothing until somebody says that it is meant.
 */
final class FolderSource {

    private static final Logger LOG = Logger.getLogger(FolderSource.class);

    private record Signature(FileTime modified, long size) {}

    /** Begins the ids of documents, and is a part of addresses. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

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
    private boolean emptied;

    /** @param name of a further folder; null for the first one */
    FolderSource(
            @Nullable String name,
            Path root,
            FolderRules rules,
            SourceConfig config,
            DocumentChanges changes,
            Clock clock) {
        this.root = root;
        this.config = config;
        this.rules = rules;
        this.changes = changes;
        this.clock = clock;
        this.touched = new Debounce<>(config.quiet(), config.patience());
        this.scannedAt = clock.instant();
        this.status = FolderStatus.unread(name, root);
    }

    /** The folders that are configured, the first one first. */
    static List<FolderSource> of(SourceConfig config, DocumentChanges changes, Clock clock) {
        Map<String, Path> further = new TreeMap<>(config.folders());
        further.keySet().forEach(FolderSource::requireName);
        Path first = absolute(config.folder());
        FolderRules rules = FolderRules.ofFirst(config.exclude(), further.keySet());
        List<FolderSource> sources = new ArrayList<>();
        sources.add(new FolderSource(null, first, rules, config, changes, clock));
        further.forEach((name, root) -> sources.add(new FolderSource(
                name,
                absolute(root),
                FolderRules.ofFurther(config.exclude(), name, rules, first),
                config,
                changes,
                clock)));
        return List.copyOf(sources);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "aiops.source.folders." + name
                            + ": a name is made of lower-case letters, digits, '.', '_' and '-', and begins with a letter or digit");
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
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
        List<Debounce.Settled<Path>> gone = new ArrayList<>();
        for (Debounce.Settled<Path> settled : touched.settled(clock.instant())) {
            if (Files.isDirectory(settled.item())) {
                folders = true;
            } else if (Files.exists(settled.item())) {
                read(settled.item(), settled.since());
            } else {
                gone.add(settled);
            }
        }
        // Last, so that the vectors of a file that was renamed are found where it was.
        gone.forEach(settled -> read(settled.item(), settled.since()));
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
        Map<String, String> known = new HashMap<>(changes.folderDocuments());
        known.keySet().removeIf(documentId -> !rules.owns(documentId));
        for (Path relative : scan.files()) {
            if (thorough || isNews(relative, known)) {
                read(root.resolve(relative), scannedAt);
            }
        }
        int missing = forgetMissing(scan.files(), known.keySet());
        scannedAt = startedAt;
        status = status.found(scan, missing, startedAt);
        return status;
    }

    synchronized void failed(Exception problem) {
        status = status.failed(problem);
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
        if (before == null || !known.containsKey(rules.documentId(relative))) {
            return true;
        }
        try {
            return !before.equals(signature(root.resolve(relative)));
        } catch (NoSuchFileException e) {
            // Gone since the folder was looked through, which is news, too.
            return true;
        }
    }

    /** Tells how many documents have no file and stay nevertheless. */
    private int forgetMissing(Set<Path> files, Set<String> known) {
        // A volume that is not mounted is an empty folder as well.
        if (files.isEmpty() && known.size() > 1 && !emptied) {
            if (!foundEmpty) {
                LOG.warnf(
                        "folder=%s is empty; its %d documents stay until somebody says that it is meant",
                        root, known.size());
            }
            foundEmpty = true;
            return known.size();
        }
        foundEmpty = false;
        emptied = false;
        Set<String> missing = new TreeSet<>(known);
        files.forEach(file -> missing.remove(rules.documentId(file)));
        missing.forEach(documentId -> changes.deleted(documentId, clock.instant()));
        read.keySet().retainAll(files);
        return 0;
    }

    /**
     * Takes the folder for empty on purpose: its documents go.
     *
     * @throws IOException when it cannot be read
     */
    synchronized FolderStatus meantEmpty() throws IOException {
        emptied = true;
        try {
            return reconcile(null, false);
        } finally {
            emptied = false;
        }
    }

    private void read(Path file, Instant since) {
        Path relative = root.relativize(file);
        if (!(rules.judge(relative) instanceof Verdict.Take take)) {
            return;
        }
        String documentId = rules.documentId(relative);
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
        } catch (AccessDeniedException e) {
            // Its permissions must change first: then the watch or the next comparison comes back to it.
            LOG.debugf("documentId=%s may not be read", documentId);
            read.remove(relative);
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
