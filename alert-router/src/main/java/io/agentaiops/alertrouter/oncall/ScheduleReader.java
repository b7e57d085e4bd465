package io.agentaiops.alertrouter.oncall;

import io.agentaiops.alertrouter.yaml.TimeTexts;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads people and schedules strictly. */
public final class ScheduleReader {

    private ScheduleReader() {}

    /** The {@code people} of a file by their names. */
    public static Map<String, Person> people(YamlMap root) {
        Map<String, Person> people = new LinkedHashMap<>();
        for (YamlMap entry : root.maps("people")) {
            Person person = new Person(entry.requiredText("name"), entry.requiredText("receiver"));
            entry.finish();
            if (people.put(person.name(), person) != null) {
                throw entry.refuse("name", person.name() + " stands twice");
            }
        }
        return people;
    }

    /** The {@code schedules} of a file by their names. */
    public static Map<String, Schedule> schedules(YamlMap root, Set<String> people) {
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        for (YamlMap entry : root.maps("schedules")) {
            String name = entry.requiredText("name");
            ZoneId zone = entry.convert("time-zone", TimeTexts::zone).orElse(ZoneId.of("UTC"));
            List<Rotation> rotations = new ArrayList<>();
            entry.maps("rotations").forEach(rotation -> rotations.add(rotation(rotation, zone, people)));
            entry.finish();
            if (schedules.put(name, new Schedule(name, rotations)) != null) {
                throw entry.refuse("name", name + " stands twice");
            }
        }
        return schedules;
    }

    private static Rotation rotation(YamlMap entry, ZoneId zone, Set<String> people) {
        entry.requiredText("start");
        List<String> members = entry.convertAll("people", name -> known(name, people));
        Rotation rotation;
        try {
            rotation = new Rotation(
                    zone,
                    entry.convert("start", ScheduleReader::start).orElseThrow(),
                    entry.number("days", 7),
                    members,
                    new TreeSet<>(entry.convertAll("weekdays", TimeTexts::weekday)),
                    time(entry, "from"),
                    time(entry, "until"));
        } catch (IllegalArgumentException e) {
            throw entry.refuse("start", "begins a rotation that can't be: " + e.getMessage());
        }
        entry.finish();
        return rotation;
    }

    private static LocalTime time(YamlMap entry, String key) {
        return entry.convert(key, TimeTexts::time).orElse(LocalTime.MIDNIGHT);
    }

    private static String known(String name, Set<String> people) {
        if (!people.contains(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is not one of people");
        }
        return name;
    }

    private static LocalDateTime start(String text) {
        return TimeTexts.read(LocalDateTime::parse, text, "a local time such as 2026-01-05T10:00");
    }
}
