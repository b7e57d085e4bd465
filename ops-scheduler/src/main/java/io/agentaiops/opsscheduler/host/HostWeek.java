package io.agentaiops.opsscheduler.host;

import io.agentaiops.opsscheduler.capacity.UsageHistory;
import io.agentaiops.opsscheduler.capacity.UsageHistory.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The host over some time, beside the same time before that: what a moment's look does not show. */
final class HostWeek {

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("host.cpu.usage", "cpuUsedPercent");
        NAMES.put("host.memory.usage", "memoryUsedPercent");
    }

    private final Map<String, Usage> now;
    private final Map<String, Usage> before;

    private HostWeek(Map<String, Usage> now, Map<String, Usage> before) {
        this.now = now;
        this.before = before;
    }

    static HostWeek until(Instant end, Duration window, String host, UsageHistory history) {
        Instant last = end.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        Instant middle = last.minus(window);
        List<String> metrics = List.copyOf(NAMES.keySet());
        return new HostWeek(
                history.of(host, metrics, middle, last), history.of(host, metrics, middle.minus(window), middle));
    }

    /** As evidence; what was not sampled then is not in it. */
    Map<String, Object> evidence() {
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("inWindow", named(now));
        evidence.put("inWindowBefore", named(before));
        return evidence;
    }

    private static Map<String, Object> named(Map<String, Usage> usage) {
        Map<String, Object> named = new TreeMap<>();
        usage.forEach((metric, used) -> named.put(
                NAMES.getOrDefault(metric, metric), Map.of("mean", round(used.mean()), "p95", round(used.p95()))));
        return named;
    }

    /** In words, such as {@code CPU 12.0 % (95 % of hours below 40.1), before 11.5 % (38.0)}; empty without samples. */
    String words() {
        return words("CPU", "host.cpu.usage") + words("memory", "host.memory.usage");
    }

    private String words(String what, String metric) {
        Usage used = now.get(metric);
        if (used == null) {
            return "";
        }
        Usage then = before.get(metric);
        return "; " + what + " in the window " + round(used.mean()) + " % (95 % of hours below " + round(used.p95())
                + ")"
                + (then == null
                        ? ", nothing kept of the one before"
                        : ", in the one before " + round(then.mean()) + " % (" + round(then.p95()) + ")");
    }

    private static double round(double percent) {
        return Math.round(percent * 10) / 10.0;
    }
}
