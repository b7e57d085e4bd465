package io.agentaiops.opsscheduler.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trace with its spans as a tree.
 *
 * @param traceId 32 hexadecimal digits
 * @param start when its first span began
 * @param durationMs from then to the end of its last span, in milliseconds
 * @param services those that took part, in their order
 * @param spans how many spans are shown
 * @param truncated whether there are more than are shown
 * @param errors how many went wrong
 * @param roots spans without a parent here, oldest first
 */
record TraceTree(
        String traceId,
        Instant start,
        double durationMs,
        List<String> services,
        int spans,
        boolean truncated,
        int errors,
        List<Node> roots) {

    TraceTree {
        services = List.copyOf(services);
        roots = List.copyOf(roots);
    }

    /**
     * A span with those that are part of it.
     *
     * @param offsetMs from the start of the trace, in milliseconds
     * @param durationMs in milliseconds
     * @param critical whether it led to what ended last
     * @param children oldest first
     */
    record Node(
            String spanId,
            @Nullable String parentSpanId,
            String service,
            String name,
            String kind,
            double offsetMs,
            double durationMs,
            boolean error,
            boolean critical,
            Map<String, String> attributes,
            List<Node> children) {

        Node {
            attributes = Map.copyOf(attributes);
            children = List.copyOf(children);
        }
    }

    private static final double NANOS = 1e6;
    private static final Comparator<StoredSpan> OLDEST =
            Comparator.comparing(StoredSpan::start).thenComparing(StoredSpan::spanId);

    /** The tree of spans of one trace, of which there is at least one. */
    static TraceTree of(String traceId, List<StoredSpan> spans, boolean truncated) {
        List<StoredSpan> sorted = spans.stream().sorted(OLDEST).toList();
        Instant start = sorted.getFirst().start();
        Instant end = sorted.stream()
                .map(StoredSpan::end)
                .max(Comparator.naturalOrder())
                .orElse(start);
        Set<String> services = new LinkedHashSet<>();
        sorted.forEach(span -> services.add(span.service()));
        return new TraceTree(
                traceId,
                start,
                Duration.between(start, end).toNanos() / NANOS,
                List.copyOf(services),
                sorted.size(),
                truncated,
                (int) sorted.stream().filter(StoredSpan::error).count(),
                new Growing(sorted, start).roots());
    }

    /** Puts the spans together from the top; one that is, through damage, its own ancestor is shown as a root. */
    private static final class Growing {
        private final Instant start;
        private final Map<String, List<StoredSpan>> byParent = new HashMap<>();
        private final List<StoredSpan> tops = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final Set<String> critical;
        private final List<StoredSpan> all;

        Growing(List<StoredSpan> sorted, Instant start) {
            this.start = start;
            this.all = sorted;
            Map<String, StoredSpan> byId = new HashMap<>();
            sorted.forEach(span -> byId.put(span.spanId(), span));
            for (StoredSpan span : sorted) {
                String parent = span.parentSpanId();
                if (parent == null || !byId.containsKey(parent)) {
                    tops.add(span);
                } else {
                    byParent.computeIfAbsent(parent, none -> new ArrayList<>()).add(span);
                }
            }
            critical = critical();
        }

        List<Node> roots() {
            List<Node> roots = new ArrayList<>();
            tops.forEach(top -> roots.add(node(top)));
            all.stream().filter(span -> !seen.contains(span.spanId())).forEach(span -> {
                if (!seen.contains(span.spanId())) {
                    roots.add(node(span));
                }
            });
            return roots;
        }

        private Node node(StoredSpan span) {
            seen.add(span.spanId());
            List<Node> children = new ArrayList<>();
            for (StoredSpan child : byParent.getOrDefault(span.spanId(), List.of())) {
                if (!seen.contains(child.spanId())) {
                    children.add(node(child));
                }
            }
            return new Node(
                    span.spanId(),
                    span.parentSpanId(),
                    span.service(),
                    span.name(),
                    span.kind(),
                    Duration.between(start, span.start()).toNanos() / NANOS,
                    span.durationNanos() / NANOS,
                    span.error(),
                    critical.contains(span.spanId()),
                    span.attributes(),
                    children);
        }

        /** From the top down to what ended last of all that came of it: that is what was waited for. */
        private Set<String> critical() {
            Map<String, Instant> ends = new HashMap<>();
            Set<String> path = new HashSet<>();
            List<StoredSpan> next = tops;
            while (!next.isEmpty()) {
                StoredSpan last = next.stream()
                        .max(Comparator.comparing(span -> end(span, ends)))
                        .orElseThrow();
                if (!path.add(last.spanId())) {
                    break;
                }
                next = byParent.getOrDefault(last.spanId(), List.of());
            }
            return path;
        }

        /** When the span and all that came of it were over. */
        private Instant end(StoredSpan span, Map<String, Instant> ends) {
            Instant known = ends.putIfAbsent(span.spanId(), span.end());
            if (known != null) {
                return known;
            }
            Instant end = span.end();
            for (StoredSpan child : byParent.getOrDefault(span.spanId(), List.of())) {
                Instant later = end(child, ends);
                end = later.isAfter(end) ? later : end;
            }
            ends.put(span.spanId(), end);
            return end;
        }
    }
}
