package io.agentaiops.opsscheduler.drift;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Links of documents that lead nowhere: to other documents, and to the web as far as it can be reached from here. */
@ApplicationScoped
class LinkCheck {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(?:#[^)\\s]*)?\\)");

    /** Pages of this machine: ports are looked at with the commands that name them. */
    private static final Pattern HERE = Pattern.compile("https?://(?:localhost|127\\.|\\[::1\\]).*");

    private final WebLinks web;
    private final DriftConfig config;

    LinkCheck(WebLinks web, DriftConfig config) {
        this.web = web;
        this.config = config;
    }

    /** The links of all documents in the folder, each as {@code file:line: target}. */
    WebLinks.Checked check(Path folder) {
        Map<String, String> pages = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> dead = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                read(folder, file, dead, pages);
            }
            WebLinks.Checked asked =
                    config.webLinks() ? web.check(pages) : new WebLinks.Checked(List.of(), List.copyOf(pages.values()));
            dead.addAll(asked.dead());
            return new WebLinks.Checked(dead, asked.unchecked());
        } catch (IOException e) {
            return new WebLinks.Checked(List.of(folder + " cannot be read: " + e.getMessage()), List.of());
        }
    }

    private static void read(Path folder, Path file, List<String> dead, Map<String, String> pages) throws IOException {
        List<String> lines = Files.readString(file).lines().toList();
        boolean code = false;
        for (int i = 0; i < lines.size(); i++) {
            code ^= lines.get(i).strip().startsWith("```");
            Matcher link = LINK.matcher(code ? "" : lines.get(i).replaceAll("`[^`]*`", ""));
            while (link.find()) {
                String place = folder.relativize(file) + ":" + (i + 1);
                String target = link.group(1);
                if (target.startsWith("http") && !HERE.matcher(target).matches()) {
                    pages.putIfAbsent(target, place);
                } else if (leadsNowhere(file, target)) {
                    dead.add(place + ": " + target);
                }
            }
        }
    }

    private static boolean leadsNowhere(Path file, String target) {
        return !target.contains(":") && !target.startsWith("/") && !Files.exists(file.resolveSibling(target));
    }
}
