package io.agentaiops.opsscheduler.procedure;

import io.agentaiops.opsscheduler.schedule.CronSchedule;
import io.agentaiops.opsscheduler.schedule.SchedulePolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The YAML between the two {@code ---} lines at the top of a document.
 *
 * @param id empty when missing or wrong, which is a problem
 */
record FrontMatter(
        String id,
        int idLine,
        String title,
        Kind kind,
        String owner,
        Severity severity,
        @Nullable CronSchedule schedule,
        SchedulePolicy policy,
        @Nullable Duration window,
        @Nullable LocalDate reviewBy,
        List<String> tags,
        Map<String, String> appliesTo) {

    private static final Set<String> KEYS =
            Set.of("id", "title", "kind", "owner", "severity", "schedule", "window", "review-by", "tags", "applies-to");
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** Reads the mapping; {@code systemZone} is what {@code time-zone: system} means. */
    static FrontMatter of(YamlMapping yaml, ZoneId systemZone, Problems problems) {
        yaml.allowOnly(KEYS);
        String id = required(yaml, "id", problems);
        if (!id.isEmpty() && !KEBAB_CASE.matcher(id).matches()) {
            problems.add(yaml.lineOf("id"), "id must be kebab-case (a-z, 0-9, -) but is " + id);
        }
        return new FrontMatter(
                id,
                yaml.lineOf("id"),
                required(yaml, "title", problems),
                constant(yaml, "kind", Kind.class, problems).orElse(Kind.PROCEDURE),
                yaml.text("owner").orElse(""),
                constant(yaml, "severity", Severity.class, problems).orElse(Severity.WARNING),
                yaml.mapping("schedule")
                        .flatMap(schedule -> schedule(schedule, systemZone, problems))
                        .orElse(null),
                yaml.mapping("schedule")
                        .map(schedule -> policy(schedule, problems))
                        .orElse(SchedulePolicy.DEFAULT),
                duration(yaml, "window", problems),
                reviewBy(yaml, problems).orElse(null),
                yaml.texts("tags"),
                yaml.mapping("applies-to").map(FrontMatter::labels).orElse(Map.of()));
    }

    /** The enum constant whose lower-case name the key holds. */
    static <E extends Enum<E>> Optional<E> constant(YamlMapping yaml, String key, Class<E> type, Problems problems) {
        return yaml.text(key).flatMap(text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return Optional.of(constant);
                }
            }
            List<String> allowed = java.util.Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .toList();
            problems.add(yaml.lineOf(key), key + " must be one of " + String.join(", ", allowed) + " but is " + text);
            return Optional.empty();
        });
    }

    private static String required(YamlMapping yaml, String key, Problems problems) {
        if (!yaml.has(key)) {
            problems.add(yaml.line(), key + " is missing");
        }
        return yaml.text(key).orElse("");
    }

    private static Optional<CronSchedule> schedule(YamlMapping yaml, ZoneId systemZone, Problems problems) {
        yaml.allowOnly(Set.of("cron", "time-zone", "jitter", "overlap", "grace"));
        Optional<ZoneId> zone = zone(yaml, systemZone, problems);
        String cron = required(yaml, "cron", problems);
        if (cron.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(CronSchedule.parse(cron, zone.get()));
        } catch (IllegalArgumentException e) {
            problems.add(yaml.lineOf("cron"), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static SchedulePolicy policy(YamlMapping yaml, Problems problems) {
        Duration jitter = duration(yaml, "jitter", problems);
        return new SchedulePolicy(
                jitter == null ? Duration.ZERO : jitter,
                constant(yaml, "overlap", SchedulePolicy.Overlap.class, problems)
                        .orElse(SchedulePolicy.Overlap.SKIP),
                duration(yaml, "grace", problems));
    }

    private static @Nullable Duration duration(YamlMapping yaml, String key, Problems problems) {
        try {
            Duration duration = yaml.text(key).map(DurationText::parse).orElse(null);
            if (duration != null && (duration.isNegative() || duration.compareTo(LONGEST) > 0)) {
                throw new IllegalArgumentException(
                        key + " must be from 0s to 7d but is " + yaml.text(key).get());
            }
            return duration;
        } catch (IllegalArgumentException e) {
            problems.add(yaml.lineOf(key), key + ": " + e.getMessage());
            return null;
        }
    }

    private static Optional<ZoneId> zone(YamlMapping yaml, ZoneId systemZone, Problems problems) {
        String name = yaml.text("time-zone").orElse("system");
        if ("system".equals(name)) {
            return Optional.of(systemZone);
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            problems.add(
                    yaml.lineOf("time-zone"),
                    "time-zone must be 'system' or an IANA zone such as Europe/Berlin but is " + name);
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> reviewBy(YamlMapping yaml, Problems problems) {
        return yaml.text("review-by").flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeException e) {
                problems.add(yaml.lineOf("review-by"), "review-by must be a date such as 2027-05-31 but is " + text);
                return Optional.empty();
            }
        });
    }

    private static Map<String, String> labels(YamlMapping yaml) {
        Map<String, String> labels = new HashMap<>();
        for (String key : yaml.keys()) {
            yaml.text(key).ifPresent(value -> labels.put(key, value));
        }
        return labels;
    }
}
