package io.agentaiops.toolrunner.policy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which paths a command may be given. A path is judged as written and again with its symbolic links resolved; both must
 * pass. A link that changes between this check and the command's own look is caught by the sandbox, which hides the
 * same secrets.
 */
final class PathPolicy {

    /** What the command does with the path. */
    enum Use {
        /** Reads its contents. */
        READ,
        /** Reads the contents of everything below it. */
        TREE,
        /** Reads names, sizes and times. */
        LIST
    }

    private static final Path ROOT = Path.of("/");
    private static final Pattern DESCRIPTORS = Pattern.compile("/proc/([0-9]+)/fd(info)?(/.*)?");

    private final Map<Use, List<PathMatcher>> allowed;
    private final List<PathMatcher> secret;

    PathPolicy(PolicyDocument.PathRules rules, EnvironmentVariables environment) {
        allowed = Map.of(
                Use.READ, matchers(rules.readable(), environment),
                Use.TREE, matchers(rules.trees(), environment),
                Use.LIST, matchers(rules.listable(), environment));
        secret = matchers(rules.secret(), environment);
    }

    /** Judges a path; relative ones start at the root, where every command is started. */
    ArgumentCheck check(String text, Use use) {
        try {
            Path path = ROOT.resolve(text);
            if (text.isEmpty() || hasParentStep(path)) {
                return new ArgumentCheck.Refused("path '" + text + "': write it without '..'");
            }
            ArgumentCheck written = judge(path.normalize(), use);
            if (written instanceof ArgumentCheck.Refused) {
                return written;
            }
            Path resolved = resolved(path.normalize());
            // Of a directory, some programs read the file that is named like another of their arguments.
            return use == Use.READ && Files.isDirectory(resolved)
                    ? new ArgumentCheck.Refused("path " + path + " is a directory; name a file")
                    : judge(resolved, use);
        } catch (InvalidPathException | IOException e) {
            return new ArgumentCheck.Refused("path '" + text + "' cannot be resolved");
        }
    }

    private ArgumentCheck judge(Path path, Use use) {
        if (secret.stream().anyMatch(glob -> glob.matches(path))) {
            return new ArgumentCheck.Refused("path " + path + " holds secrets" + hint(path));
        }
        if (allowed.getOrDefault(use, List.of()).stream().noneMatch(glob -> glob.matches(path))) {
            return new ArgumentCheck.Refused("path " + path + " is outside of what may be "
                    + switch (use) {
                        case READ -> "read";
                        case TREE -> "read recursively";
                        case LIST -> "listed";
                    });
        }
        return ArgumentCheck.FINE;
    }

    /** Descriptors lead to what was opened, past every rule for paths; their names can be had without that. */
    private static String hint(Path path) {
        Matcher descriptors = DESCRIPTORS.matcher(path.toString());
        return descriptors.matches() ? "; lsof -p " + descriptors.group(1) + " lists what it has open" : "";
    }

    private static boolean hasParentStep(Path path) {
        for (Path step : path) {
            if (step.toString().equals("..")) {
                return true;
            }
        }
        return false;
    }

    /** With links resolved as far as the path exists and can be seen by us. */
    private static Path resolved(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (FileSystemLoopException e) {
            throw e;
        } catch (IOException e) {
            Path parent = path.getParent();
            Path name = path.getFileName();
            if (parent == null || name == null) {
                throw e;
            }
            return resolved(parent).resolve(name);
        }
    }

    private static List<PathMatcher> matchers(List<String> globs, EnvironmentVariables environment) {
        List<PathMatcher> matchers = new ArrayList<>();
        for (String glob : globs) {
            String expanded = environment.expand(glob, PathPolicy::literal).orElse("");
            if (expanded.isEmpty()) {
                continue;
            }
            matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + expanded));
            if (expanded.endsWith("/**") && expanded.length() > 3) {
                String itself = expanded.substring(0, expanded.length() - 3);
                matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + itself));
            } else if (expanded.equals("/**")) {
                matchers.add(ROOT::equals);
            }
        }
        return List.copyOf(matchers);
    }

    /** So that a directory with a bracket in its name means itself. */
    private static String literal(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString().replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
    }
}
