package io.agentaiops.opsscheduler.log;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one kind.
 *
 * @param template what they have in common
 * @param count how many there are in the window
 * @param earlier how many there were in the window of the same length before
 * @param firstSeen when a review saw the kind first; null when this one does
 * @param example one of them
 */
record LogGroup(
        String template,
        String level,
        List<String> services,
        long count,
        long earlier,
        @Nullable Instant firstSeen,
        String example) {

    private static final int RISING_FACTOR = 2;
    private static final int RISING_LEAST = 10;
    /** Fewer messages than this may stay away without meaning anything. */
    private static final int VANISHED_LEAST = 5;

    LogGroup {
        services = List.copyOf(services);
    }

    /** Seen in no window and by no review before the one that began then. */
    boolean isNew(Instant border) {
        return earlier == 0 && count > 0 && (firstSeen == null || !firstSeen.isBefore(border));
    }

    /** Clearly more than in the window before. */
    boolean isRising() {
        return earlier > 0 && count >= RISING_LEAST && count > RISING_FACTOR * earlier;
    }

    /** There were some in the window before and there are none now. */
    boolean isVanished() {
        return count == 0 && earlier >= VANISHED_LEAST;
    }

    boolean isError() {
        return "ERROR".equals(level) || "FATAL".equals(level) || "SEVERE".equals(level);
    }

    /** Together with another group of the same kind. */
    LogGroup and(LogGroup other, String common) {
        TreeSet<String> all = new TreeSet<>(services);
        all.addAll(other.services);
        return new LogGroup(
                common,
                other.isError() ? other.level : level,
                List.copyOf(all),
                count + other.count,
                earlier + other.earlier,
                firstSeen,
                count >= other.count ? example : other.example);
    }

    /** For the evidence of a step. */
    Map<String, Object> toMap(Instant border) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("template", template);
        map.put("level", level);
        map.put("services", services);
        map.put("count", count);
        map.put("earlier", earlier);
        map.put("trend", isNew(border) ? "new" : isRising() ? "rising" : isVanished() ? "vanished" : "steady");
        map.put("example", example);
        return map;
    }
}
