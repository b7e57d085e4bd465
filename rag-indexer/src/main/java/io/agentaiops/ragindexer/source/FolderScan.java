package io.agentaiops.ragindexer.source;

import io.agentaiops.ragindexer.source.FolderRules.Verdict;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is below a folder at one moment. Links are followed as long as they lead to something below the folder itself:
 * that is how mounted configuration is laid out, and nothing outside can be drawn in. Loops are left out.
 *
 * @param folders every folder that can hold documents, the root included
 * @param files every file that is a document, relative to the root
 * @param skipped files in formats that cannot be read, and files that this service may not read, with the reason
 */
record FolderScan(Set<Path> folders, Set<Path> files, Map<String, String> skipped) {

    private static final String DENIED = "this service may not read it";

    /**
     * Looks through the folder, or a folder below it.
     *
     * @throws IOException when {@code start} itself cannot be read
     */
    static FolderScan of(Path root, Path start, FolderRules rules) throws IOException {
        Visitor visitor = new Visitor(root, root.toRealPath(), start, rules);
        Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), 64, visitor);
        return new FolderScan(visitor.folders, visitor.files, visitor.skipped);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path root;
        private final Path realRoot;
        private final Path start;
        private final FolderRules rules;
        private final Set<Path> folders = new TreeSet<>();
        private final Set<Path> files = new TreeSet<>();
        private final Map<String, String> skipped = new TreeMap<>();

        private Visitor(Path root, Path realRoot, Path start, FolderRules rules) {
            this.root = root;
            this.realRoot = realRoot;
            this.start = start;
            this.rules = rules;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            boolean entered = folder.equals(root) || (rules.enters(root.relativize(folder)) && isInside(folder));
            if (entered) {
                folders.add(folder);
            }
            return entered ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path relative = root.relativize(file);
            switch (rules.judge(relative)) {
                case Verdict.Take take
                when attributes.isRegularFile() && isInside(file) -> {
                    files.add(relative);
                    if (!Files.isReadable(file)) {
                        skipped.put(rules.documentId(relative), DENIED);
                    }
                }
                case Verdict.Take take ->
                    skipped.put(rules.documentId(relative), "not a file of its own below the folder");
                case Verdict.Skip skip -> skipped.put(rules.documentId(relative), skip.reason());
                case Verdict.Ignore ignore -> {}
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
            if (file.equals(start)) {
                throw problem;
            }
            if (Files.exists(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                skipped.put(rules.documentId(root.relativize(file)), reason(problem));
            }
            return FileVisitResult.CONTINUE;
        }

        private static String reason(IOException problem) {
            return switch (problem) {
                case FileSystemLoopException loop -> "a link to a folder that it lies in";
                case AccessDeniedException denied -> DENIED;
                default -> "cannot be read: " + problem;
            };
        }

        private boolean isInside(Path path) throws IOException {
            return path.toRealPath().startsWith(realRoot);
        }
    }
}
