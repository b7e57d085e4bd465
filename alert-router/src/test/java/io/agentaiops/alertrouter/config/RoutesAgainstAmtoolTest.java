package io.agentaiops.alertrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.alertrouter.Amtool;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.routing.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our routing beside that of the real amtool, on generated trees; {@code -Daiops.routes.trees=500} takes more of them. Values
 * may be any UTF-8; names that may be so too are newer than Debian's amtool, so those are held against what is written.
 */
class RoutesAgainstAmtoolTest {

    private static final int TREES = Integer.getInteger("aiops.routes.trees", 100);
    private static final int LABEL_SETS = 25;
    private static final List<String> NAMES = List.of("team", "severity", "service", "zone");
    private static final List<String> VALUES = List.of("a", "b", "ab", "abc", "x y", "ä", "дом", "東京 1", "");

    @TempDir
    Path directory = Path.of(".");

    @BeforeAll
    static void amtoolIsThere() {
        Amtool.needed();
    }

    @Test
    void everyAlertTakesTheRoutesThatAmtoolSays() throws IOException {
        Random random = new Random(20_261_122);
        List<Case> cases = new ArrayList<>();
        for (int tree = 0; tree < TREES; tree++) {
            String yaml = "receivers: [" + receivers() + "]\nroute:\n  receiver: r0\n" + children(random, 1);
            Path file = Files.writeString(directory.resolve("tree-" + tree + ".yml"), yaml);
            AlertingConfig config = new AlertmanagerFileParser(List.of()).parse(file.toString(), yaml);
            for (int set = 0; set < LABEL_SETS; set++) {
                cases.add(new Case(file, yaml, config, labels(random)));
            }
        }
        // What takes time is that each is a process of its own.
        cases.parallelStream()
                .forEach(each -> assertThat(ours(each.config(), each.labels()))
                        .as("labels %s in\n%s", each.labels(), each.yaml())
                        .isEqualTo(theirs(each.file(), each.labels())));
        assertThat(cases).hasSize(TREES * LABEL_SETS);
    }

    private record Case(Path file, String yaml, AlertingConfig config, Map<String, String> labels) {}

    private static String receivers() {
        return java.util.stream.IntStream.range(0, 9)
                .mapToObj(number -> "{name: r" + number + "}")
                .collect(Collectors.joining(", "));
    }

    private static String children(Random random, int depth) {
        int count = depth > 3 ? 0 : random.nextInt(4);
        if (count == 0) {
            return "";
        }
        String indent = "  ".repeat(depth);
        StringBuilder yaml = new StringBuilder(indent).append("routes:\n");
        for (int i = 0; i < count; i++) {
            yaml.append(indent)
                    .append("- continue: ")
                    .append(random.nextBoolean())
                    .append('\n');
            if (random.nextInt(4) > 0) {
                yaml.append(indent)
                        .append("  receiver: r")
                        .append(random.nextInt(9))
                        .append('\n');
            }
            yaml.append(conditions(random, indent + "  "));
            yaml.append(children(random, depth + 1));
        }
        return yaml.toString();
    }

    private static String conditions(Random random, String indent) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String other = NAMES.get(random.nextInt(NAMES.size()));
        return switch (random.nextInt(7)) {
            case 0 -> indent + "match: {" + name + ": '" + value(random) + "'}\n";
            case 1 -> indent + "match_re: {" + name + ": '" + regex(random) + "'}\n";
            case 2 -> indent + "matchers: ['" + name + "=\"" + value(random) + "\"']\n";
            case 3 -> indent + "matchers: ['" + name + "!=\"" + value(random) + "\"']\n";
            case 4 -> indent + "matchers: ['" + name + "=~\"" + regex(random) + "\"']\n";
            case 5 ->
                indent + "matchers: ['" + name + "!~\"" + regex(random) + "\"', '" + other + "=~\"" + regex(random)
                        + "\"']\n";
            default -> indent + "matchers: ['{" + name + "=" + "ab" + ", " + other + "!=\"" + value(random) + "\"}']\n";
        };
    }

    private static String value(Random random) {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private static String regex(Random random) {
        return List.of("a|b", "a.*", ".*b", "[ab]+", "(ab)?c?", ".+", "x y|abc", "[äöü]", "д.м|東.*")
                .get(random.nextInt(9));
    }

    private static Map<String, String> labels(Random random) {
        Map<String, String> labels = new TreeMap<>(Map.of("alertname", "X"));
        for (String name : NAMES) {
            String value = value(random);
            if (!value.isEmpty() && random.nextInt(3) > 0) {
                labels.put(name, value);
            }
        }
        return labels;
    }

    private static String ours(AlertingConfig config, Map<String, String> labels) {
        return config.routes().match(Labels.of(labels)).stream()
                .map(Route::receiver)
                .collect(Collectors.joining(","));
    }

    private static String theirs(Path file, Map<String, String> labels) {
        List<String> arguments = new ArrayList<>(List.of("config", "routes", "test", "--config.file=" + file));
        labels.forEach((name, value) -> arguments.add(name + "=\"" + value + "\""));
        Amtool.Result result = Amtool.run(arguments);
        assertThat(result.code()).as(result.output()).isZero();
        // It warns that the file stands in for an address.
        return result.output()
                .lines()
                .filter(line -> !line.startsWith("Warning:"))
                .collect(Collectors.joining());
    }
}
