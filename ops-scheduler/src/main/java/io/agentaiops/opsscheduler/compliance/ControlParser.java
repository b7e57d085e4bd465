package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.opsscheduler.procedure.DocumentProblem;
import io.agentaiops.opsscheduler.procedure.DurationText;
import io.agentaiops.opsscheduler.procedure.Problems;
import io.agentaiops.opsscheduler.procedure.YamlMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads {@code controls.yaml}: under {@code controls:} one mapping per control, by its id. What is wrong is told with
 * its line, all of it at once; the other controls go on.
 */
final class ControlParser {

    /** What was read. */
    record Parsed(List<Control> controls, List<DocumentProblem> problems) {
        Parsed {
            controls = List.copyOf(controls);
            problems = List.copyOf(problems);
        }
    }

    private static final Set<String> KEYS = Set.of("title", "text", "check", "with", "evidence", "owner", "frequency");
    private static final Set<String> DURATIONS = Set.of("within", "max-age");

    private final Map<String, Check> checks;

    ControlParser(Map<String, Check> checks) {
        this.checks = Map.copyOf(checks);
    }

    Parsed parse(String text) {
        Problems problems = new Problems();
        List<Control> controls = new ArrayList<>();
        Optional<YamlMapping> root = YamlMapping.read(text, 1, problems);
        root.ifPresent(yaml -> {
            yaml.allowOnly(Set.of("controls"));
            Optional<YamlMapping> all = yaml.mapping("controls");
            if (!yaml.has("controls")) {
                problems.add(yaml.line(), "controls is missing");
            }
            all.ifPresent(mapping -> {
                for (String id : mapping.keys()) {
                    mapping.mapping(id)
                            .flatMap(control -> control(id, mapping.lineOf(id), control, problems))
                            .ifPresent(controls::add);
                }
            });
        });
        return new Parsed(controls, problems.all());
    }

    private Optional<Control> control(String id, int line, YamlMapping yaml, Problems problems) {
        Problems own = new Problems();
        yaml.allowOnly(KEYS);
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            own.add(line, "the id of a control must be kebab-case (a-z, 0-9, -) but is " + id);
        }
        Map<String, String> texts = new HashMap<>();
        for (String key : List.of("title", "text", "check", "evidence", "owner", "frequency")) {
            Optional<String> value = yaml.text(key);
            if (!yaml.has(key)) {
                own.add(line, id + ": " + key + " is missing");
            }
            texts.put(key, value.orElse(""));
        }
        Map<String, String> with = with(id, yaml, texts.getOrDefault("check", ""), own);
        Optional<Frequency> frequency = frequency(texts.getOrDefault("frequency", ""), yaml, own);
        own.all().forEach(problem -> problems.add(problem.line(), problem.reason()));
        return own.isEmpty() && texts.values().stream().noneMatch(String::isEmpty)
                ? frequency.map(often -> new Control(
                        id,
                        texts.getOrDefault("title", ""),
                        texts.getOrDefault("text", "").strip(),
                        texts.getOrDefault("check", ""),
                        with,
                        texts.getOrDefault("evidence", "").strip(),
                        texts.getOrDefault("owner", ""),
                        often,
                        line))
                : Optional.empty();
    }

    private Map<String, String> with(String id, YamlMapping yaml, String name, Problems problems) {
        Map<String, String> with = new HashMap<>();
        Optional<YamlMapping> given = yaml.mapping("with");
        given.ifPresent(mapping ->
                mapping.keys().forEach(key -> mapping.text(key).ifPresent(value -> with.put(key, value))));
        Check check = checks.get(name);
        if (check == null) {
            if (!name.isEmpty()) {
                problems.add(
                        yaml.lineOf("check"),
                        "there is no check " + name + "; there are "
                                + String.join(", ", new TreeSet<>(checks.keySet())));
            }
            return with;
        }
        if (!with.keySet().equals(check.arguments())) {
            problems.add(
                    yaml.lineOf("with"),
                    id + ": the check " + name + " wants with: {"
                            + String.join(", ", new TreeSet<>(check.arguments())) + "} but got {"
                            + String.join(", ", new TreeSet<>(with.keySet())) + "}");
        }
        with.forEach((key, value) -> {
            try {
                if (DURATIONS.contains(key)) {
                    DurationText.parse(value);
                }
            } catch (IllegalArgumentException e) {
                problems.add(given.map(mapping -> mapping.lineOf(key)).orElse(1), key + ": " + e.getMessage());
            }
        });
        return with;
    }

    private static Optional<Frequency> frequency(String text, YamlMapping yaml, Problems problems) {
        Optional<Frequency> found = Arrays.stream(Frequency.values())
                .filter(one -> one.text().equals(text))
                .findFirst();
        if (found.isEmpty() && !text.isEmpty()) {
            problems.add(
                    yaml.lineOf("frequency"),
                    "frequency must be one of "
                            + Arrays.stream(Frequency.values())
                                    .map(Frequency::text)
                                    .collect(Collectors.joining(", "))
                            + " but is " + text);
        }
        return found;
    }
}
