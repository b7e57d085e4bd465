package io.agentaiops.opsscheduler.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages that differ only in what is masked.
 *
 * @param count how many there are in the window
 * @param earlier how many there were in the window of the same length before
 * @param example one of them
 */
record LogGroup(String template, String level, List<String> services, long count, long earlier, String example) {

    private static final int RISING_FACTOR = 2;
    private static final int RISING_LEAST = 10;

    LogGroup {
        services = List.copyOf(services);
    }

    /** Not seen in the window before. */
    boolean isNew() {
        return earlier == 0;
    }

    /** Clearly more than in the window before. */
    boolean isRising() {
        return earlier > 0 && count >= RISING_LEAST && count > RISING_FACTOR * earlier;
    }

    boolean isError() {
        return "ERROR".equals(level) || "FATAL".equals(level) || "SEVERE".equals(level);
    }

    /** For the evidence of a step. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("template", template);
        map.put("level", level);
        map.put("services", services);
        map.put("count", count);
        map.put("earlier", earlier);
        map.put("trend", isNew() ? "new" : isRising() ? "rising" : "steady");
        map.put("example", example);
        return map;
    }
}
