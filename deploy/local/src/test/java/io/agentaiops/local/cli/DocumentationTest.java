package io.agentaiops.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documents of the repository name is there: files and headings, commands and options, settings, classes. */
class DocumentationTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".aiops");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]*?)(#[^)\\s]*)?\\)");
    private static final Pattern COMMAND = Pattern.compile("\\./aiops ([^`\\n|#(]*)");
    private static final Pattern VARIABLE = Pattern.compile("\\bAIOPS_[A-Z0-9_]+\\b");
    private static final Pattern SETTING = Pattern.compile("`(aiops(?:\\.(?!dlq)[a-z0-9-]+)+)(?:\\.dlq)?(?:=[^`]*)?`");
    private static final Pattern CLASS = Pattern.compile("`((?!Xxx)[A-Z]\\w*(?:IT|Test|Bench|Config|Store|Resource))`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+\\s+(.*?)\\s*$");
    private static final Pattern ID = Pattern.compile("(?m)^id: (\\S+)$");
    private static final Pattern RUNBOOK = Pattern.compile("(?m)^ *runbook: (\\S+)$");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern GROUP = Pattern.compile("[\\w>] (\\w+)\\(\\);");
    private static final Pattern QUOTED = Pattern.compile("(aiops(?:\\.[a-z0-9-]+)+)");

    @Test
    void linksLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        eachLine((place, line) -> {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
                if (!isGood(place.file(), link.group(1), link.group(2) == null ? "" : link.group(2))) {
                    broken.add(place + " " + link.group());
                }
            }
        });

        assertThat(broken).isEmpty();
    }

    private static boolean isGood(Path from, String target, String anchor) {
        if (target.matches("[a-z]+:.*") || target.startsWith("/")) {
            return true;
        }
        Path file = target.isEmpty() ? from : from.resolveSibling(target).normalize();
        return Files.exists(file)
                && (anchor.isEmpty()
                        || !file.toString().endsWith(".md")
                        || headings(file).contains(anchor.substring(1)));
    }

    /** As GitHub names them. */
    private static Set<String> headings(Path file) {
        return HEADING.matcher(read(file))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void commandsAndTheirOptionsAreThere() {
        CommandLine aiops = Aiops.commandLine();
        List<String> unknown = new ArrayList<>();
        eachLine((place, line) -> {
            Matcher command = COMMAND.matcher(line);
            while (command.find()) {
                problem(aiops, command.group(1)).ifPresent(reason -> unknown.add(place + " " + reason));
            }
        });

        assertThat(unknown).isEmpty();
    }

    private static Optional<String> problem(CommandLine aiops, String written) {
        CommandLine at = aiops;
        Set<String> options = new HashSet<>(Set.of("--help", "--version"));
        for (String word : written.strip().split("\\s+", -1)) {
            String bare = word.replaceAll("[\\[\\],.:;*]+", "");
            if (at.getSubcommands().containsKey(bare)) {
                at = at.getSubcommands().get(bare);
                options.addAll(at.getCommandSpec().optionsMap().keySet());
            } else if (at.equals(aiops) && !bare.isEmpty() && bare.matches("[a-z-]+")) {
                return Optional.of("there is no command " + bare);
            } else if (bare.equals("--")) {
                return Optional.empty();
            } else if (bare.startsWith("--") && !options.contains(bare.replaceAll("[=|].*", ""))) {
                return Optional.of("./aiops " + at.getCommandName() + " has no option " + bare);
            }
        }
        return Optional.empty();
    }

    @Test
    void settingsAreThere() {
        Set<String> known = settings();
        Set<String> variables = known.stream()
                .map(key -> key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                .collect(Collectors.toSet());
        sources().forEach(source -> VARIABLE.matcher(source).results().forEach(found -> variables.add(found.group())));
        List<String> unknown = new ArrayList<>();
        eachLine((place, line) -> {
            VARIABLE.matcher(line)
                    .results()
                    .filter(found ->
                            !variables.contains(found.group()) && !found.group().endsWith("_"))
                    .forEach(found -> unknown.add(place + " " + found.group()));
            SETTING.matcher(line)
                    .results()
                    .map(found -> found.group(1))
                    .filter(key -> known.stream().noneMatch(one -> one.equals(key) || one.startsWith(key + ".")))
                    .forEach(key -> unknown.add(place + " " + key));
        });

        assertThat(unknown).isEmpty();
    }

    /** Keys of the mappings, with those of their groups, and whatever else the sources name. */
    private static Set<String> settings() {
        Set<String> keys = new HashSet<>();
        for (String source : sources().toList()) {
            MAPPING.matcher(source).results().forEach(mapping -> groups(source, mapping.group(1), keys));
            QUOTED.matcher(source).results().forEach(found -> keys.add(found.group(1)));
        }
        return keys;
    }

    /** Any method of any group of the mapping, at each depth that groups have here: more than there is, and never less. */
    private static void groups(String source, String prefix, Set<String> keys) {
        List<String> names = GROUP.matcher(source)
                .results()
                .map(method -> method.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
        names.forEach(name -> keys.add(prefix + "." + name));
        for (String outer : names) {
            names.forEach(name -> keys.add(prefix + "." + outer + "." + name));
        }
    }

    @Test
    void classesAreThere() {
        Set<String> classes = files(".java")
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        eachLine((place, line) -> CLASS.matcher(line)
                .results()
                .filter(found -> !classes.contains(found.group(1)))
                .forEach(found -> unknown.add(place + " " + found.group(1))));

        assertThat(unknown).isEmpty();
    }

    /** The rules of Prometheus send people to documents by their ids. */
    @Test
    void alertRulesNameARunbookThatIsThere() {
        Set<String> ids = files(".md")
                .flatMap(file -> ID.matcher(read(file)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        List<String> without = new ArrayList<>();
        for (String name : List.of("rules.yml", "prometheus-rules.yml")) {
            String[] rules =
                    read(ROOT.resolve("deploy/observability").resolve(name)).split("(?m)^ *- alert: ", -1);
            assertThat(rules).hasSizeGreaterThan(2);
            for (String rule : List.of(rules).subList(1, rules.length)) {
                Matcher runbook = RUNBOOK.matcher(rule);
                if (!runbook.find() || !ids.contains(runbook.group(1))) {
                    without.add(name + " " + rule.lines().findFirst().orElse(""));
                }
            }
        }

        assertThat(without).isEmpty();
    }

    /** A line of a document. */
    private record Place(Path file, int line) {
        @Override
        public String toString() {
            return ROOT.relativize(file) + ":" + line;
        }
    }

    private static void eachLine(BiConsumer<Place, String> look) {
        files(".md").filter(file -> !file.toString().contains("src/test")).forEach(file -> {
            List<String> lines = read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                look.accept(new Place(file, i + 1), lines.get(i));
            }
        });
    }

    private static Stream<String> sources() {
        return Stream.of(".java", ".properties", ".yml", ".yaml", ".sh", "aiops")
                .flatMap(DocumentationTest::files)
                .map(DocumentationTest::read);
    }

    private static Stream<Path> files(String end) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(end)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
