package io.agentaiops.alertrouter.drill;

import io.agentaiops.alertrouter.timing.WeeklyTime;
import io.agentaiops.alertrouter.yaml.TimeTexts;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads drills.yml strictly. */
final class DrillFileParser {

    private DrillFileParser() {}

    /** Throws {@link io.agentaiops.alertrouter.yaml.InvalidFile}; {@code known} says which receivers there are. */
    static List<Drill> parse(String file, String text, Predicate<String> known) {
        YamlMap root = YamlMap.parse(file, text);
        List<Drill> drills = new ArrayList<>();
        for (YamlMap entry : root.maps("drills")) {
            Drill drill = drill(entry, known);
            if (drills.stream().anyMatch(other -> other.name().equals(drill.name()))) {
                throw entry.refuse("name", drill.name() + " stands twice");
            }
            drills.add(drill);
        }
        root.finish();
        return drills;
    }

    private static Drill drill(YamlMap entry, Predicate<String> known) {
        String name = entry.requiredText("name");
        entry.requiredText("at");
        ZoneId zone = entry.convert("time-zone", TimeTexts::zone).orElse(ZoneId.of("UTC"));
        LocalTime at = entry.convert("at", TimeTexts::time).orElseThrow();
        WeeklyTime time = new WeeklyTime(new TreeSet<>(entry.convertAll("weekdays", TimeTexts::weekday)), at, zone);
        List<String> receivers = entry.convertAll("receivers", receiver(known));
        List<String> fallback = entry.convertAll("fallback", receiver(known));
        Duration within = entry.duration("within", Duration.ofMinutes(5));
        try {
            Drill drill = new Drill(name, time, receivers, fallback, within);
            entry.finish();
            return drill;
        } catch (IllegalArgumentException e) {
            throw entry.refuse("name", name + " " + e.getMessage());
        }
    }

    private static Function<String, String> receiver(Predicate<String> known) {
        return name -> {
            if (!known.test(name)) {
                throw new IllegalArgumentException(name + " is no receiver of alertmanager.yml");
            }
            return name;
        };
    }
}
