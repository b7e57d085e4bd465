package io.agentaiops.ragindexer.source;

import io.agentaiops.ragindexer.passage.DocumentFormat;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Decides which files below a folder are documents, and what they are called. Paths are relative to the folder. Documents of
 * the first folder are called by their path; those of a further one have its name and a slash before it. When both would have
 * the same id the first folder's file is the document, so that what is there already keeps its id.
 */
final class FolderRules {

    /** What to do with a file. */
    sealed interface Verdict {
        /** Read it in this format. */
        record Take(DocumentFormat format) implements Verdict {}

        /** Not meant as knowledge: excluded, hidden, or an editor's own file. */
        record Ignore() implements Verdict {}

        /** Perhaps meant as knowledge, but in a format that cannot be read. */
        record Skip(String reason) implements Verdict {}
    }

    /** Files that editors and tools leave behind or write for a moment. */
    private static final Pattern BACKUP = Pattern.compile(
            ".*~|#.*#|.*\\.(bak|orig|rej|old|swp|swo|swx|tmp|temp|part|crdownload)|4913|.*___jb_(tmp|old)___",
            Pattern.CASE_INSENSITIVE);

    private static final String TAKEN = "a file of the first folder has the same id";

    private final List<PathMatcher> excluded;
    private final String prefix;
    private final Predicate<String> owned;
    private final Predicate<String> taken;

    private FolderRules(List<String> exclude, String prefix, Predicate<String> owned, Predicate<String> taken) {
        this.excluded = exclude.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        this.prefix = prefix;
        this.owned = owned;
        this.taken = taken;
    }

    /** Of the first folder, beside further ones of these names. */
    static FolderRules ofFirst(List<String> exclude, Collection<String> furtherNames) {
        return new FolderRules(
                exclude,
                "",
                documentId -> furtherNames.stream().noneMatch(name -> documentId.startsWith(name + "/")),
                documentId -> false);
    }

    /**
     * Of a further folder.
     *
     * @param first the rules of the first folder
     * @param firstRoot where that one lies
     */
    static FolderRules ofFurther(List<String> exclude, String name, FolderRules first, Path firstRoot) {
        return new FolderRules(
                exclude,
                name + "/",
                documentId -> documentId.startsWith(name + "/"),
                documentId -> first.judge(Path.of(documentId)) instanceof Verdict.Take
                        && Files.isRegularFile(firstRoot.resolve(documentId)));
    }

    Verdict judge(Path relative) {
        if (isHidden(relative) || isExcluded(relative) || isBackup(relative)) {
            return new Verdict.Ignore();
        }
        String name = name(relative);
        Optional<DocumentFormat> format = DocumentFormat.ofFileName(name);
        if (format.isEmpty()) {
            return new Verdict.Skip("format not supported: " + extension(name));
        }
        String id = documentId(relative);
        if (id.length() > SourceDocument.LONGEST_ID) {
            return new Verdict.Skip("its path has more than " + SourceDocument.LONGEST_ID + " characters");
        }
        return taken.test(id) ? new Verdict.Skip(TAKEN) : new Verdict.Take(format.get());
    }

    /** Whether a document of that id, when it came from a file, is one that this folder has or had. */
    boolean owns(String documentId) {
        return owned.test(documentId) && !taken.test(documentId);
    }

    /** Whether anything below that folder can be a document. */
    boolean enters(Path relativeFolder) {
        return !isHidden(relativeFolder) && !isExcluded(relativeFolder.resolve("any.md"));
    }

    /** The id of the document in that file. */
    String documentId(Path relative) {
        return prefix + relative.toString().replace('\\', '/');
    }

    private static boolean isHidden(Path relative) {
        for (Path segment : relative) {
            if (segment.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private boolean isExcluded(Path relative) {
        return excluded.stream().anyMatch(matcher -> matcher.matches(relative));
    }

    private static boolean isBackup(Path relative) {
        return BACKUP.matcher(name(relative)).matches();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "no file name extension" : name.substring(dot);
    }
}
