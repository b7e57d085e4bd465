package io.agentaiops.opsscheduler.drift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Links from one document to another that lead nowhere. Addresses of the web are left alone: they need a network. */
final class LinkCheck {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(?:#[^)\\s]*)?\\)");

    private LinkCheck() {}

    /** The dead links of all documents in the folder, each as {@code file:line: target}. */
    static List<String> dead(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> dead = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                dead.addAll(dead(folder, file));
            }
            return dead;
        } catch (IOException e) {
            return List.of(folder + " cannot be read: " + e.getMessage());
        }
    }

    private static List<String> dead(Path folder, Path file) throws IOException {
        List<String> dead = new ArrayList<>();
        List<String> lines = Files.readString(file).lines().toList();
        boolean code = false;
        for (int i = 0; i < lines.size(); i++) {
            code ^= lines.get(i).strip().startsWith("```");
            Matcher link = LINK.matcher(code ? "" : lines.get(i).replaceAll("`[^`]*`", ""));
            while (link.find()) {
                if (leadsNowhere(file, link.group(1))) {
                    dead.add(folder.relativize(file) + ":" + (i + 1) + ": " + link.group(1));
                }
            }
        }
        return dead;
    }

    private static boolean leadsNowhere(Path file, String target) {
        return !target.contains(":") && !target.startsWith("/") && !Files.exists(file.resolveSibling(target));
    }
}
