package io.agentaiops.ragindexer.source;

import io.agentaiops.ragindexer.passage.DocumentFormat;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;

/** Decides which files below the folder are documents. Paths are relative to the folder. */
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

    private final List<PathMatcher> excluded;

    FolderRules(List<String> exclude) {
        this.excluded = exclude.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
    }

    Verdict judge(Path relative) {
        if (isHidden(relative) || isExcluded(relative) || isBackup(relative)) {
            return new Verdict.Ignore();
        }
        String name = name(relative);
        return DocumentFormat.ofFileName(name)
                .<Verdict>map(Verdict.Take::new)
                .orElseGet(() -> new Verdict.Skip("format not supported: " + extension(name)));
    }

    /** Whether anything below that folder can be a document. */
    boolean enters(Path relativeFolder) {
        return !isHidden(relativeFolder) && !isExcluded(relativeFolder.resolve("any.md"));
    }

    /** The id of the document in that file. */
    static String documentId(Path relative) {
        return relative.toString().replace('\\', '/');
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
