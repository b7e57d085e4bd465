package io.agentaiops.toolrunner.policy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Expands a pattern of paths as a shell would: a star does not cross a slash, nor match a leading dot. Only directories
 * that everybody may list are looked into, so that no name comes to light that the command itself could not find.
 */
final class GlobExpansion {

    /** More than that is not what somebody meant to look at one by one. */
    static final int LIMIT = 256;

    /** With more of them in one name, a name that somebody chose for it takes longer than anybody has. */
    private static final int STARS = 4;

    private static final String META = "*?[";

    /** More paths match than anybody can have meant. */
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany(String pattern) {
            super("'" + pattern + "' matches more than " + LIMIT + " paths", null, false, false);
        }
    }

    private GlobExpansion() {}

    /**
     * The paths that match, in order; none when nothing does.
     *
     * @param pattern an absolute path in which a backslash makes the next character mean itself
     * @throws TooMany when there are too many
     */
    static List<String> expand(String pattern) {
        if (!pattern.startsWith("/")) {
            return List.of();
        }
        List<Path> found = List.of(Path.of("/"));
        String[] steps = pattern.substring(1).split("/+", -1);
        for (int i = 0; i < steps.length && !found.isEmpty(); i++) {
            found = step(found, steps[i], i == steps.length - 1);
            if (found.size() > LIMIT) {
                throw new TooMany(pattern);
            }
        }
        return found.stream().map(Path::toString).toList();
    }

    private static List<Path> step(List<Path> parents, String step, boolean last) {
        List<Path> next = new ArrayList<>();
        for (Path parent : parents) {
            if (hasMeta(step)) {
                next.addAll(matches(parent, step));
            } else if (step.equals("..")) {
                return List.of();
            } else {
                next.add(parent.resolve(literal(step)));
            }
        }
        return next.stream()
                .filter(path -> last ? Files.exists(path, LinkOption.NOFOLLOW_LINKS) : Files.isDirectory(path))
                .toList();
    }

    private static List<Path> matches(Path directory, String step) {
        List<Path> names = new ArrayList<>();
        if (step.chars().filter(c -> c == '*').count() > STARS) {
            return List.of();
        }
        try {
            if (!Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_READ)) {
                return List.of();
            }
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + step);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    Path name = entry.getFileName();
                    if (name != null
                            && matcher.matches(name)
                            && (step.startsWith(".") || !name.toString().startsWith("."))) {
                        names.add(entry);
                    }
                }
            }
        } catch (IOException | PatternSyntaxException e) {
            // A shell leaves a pattern as it is that it cannot expand.
            return List.of();
        }
        names.sort(null);
        return names;
    }

    private static boolean hasMeta(String step) {
        for (int i = 0; i < step.length(); i++) {
            char c = step.charAt(i);
            if (c == '\\') {
                i++;
            } else if (META.indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static String literal(String step) {
        return step.replaceAll("\\\\(.)", "$1");
    }
}
