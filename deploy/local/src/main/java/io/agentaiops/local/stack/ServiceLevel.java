package io.agentaiops.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What users get, asked twice a second: sessions (gateway and database), search (index), tools (tool-runner), procedures
 * (scheduler) and alerts (router). An answer later than two seconds is lost.
 */
public final class ServiceLevel implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration APART = Duration.ofMillis(500);
    private static final Map<String, String> ASKED = new LinkedHashMap<>(Map.of(
            "sessions", "/api/v1/sessions?limit=1",
            "search", "/api/v1/search?q=disk&k=1",
            "tools", "/api/v1/tools",
            "procedures", "/api/v1/procedures",
            "alerts", "/api/v2/alerts?filter=severity%3Dcritical"));

    /**
     * What came of one kind of question since the mark.
     *
     * @param away the longest time between two good answers with a lost one between them
     * @param wellAfter when the last lost one was over, counted from the mark; zero when none was lost
     */
    public record Result(String name, int asked, int lost, Duration away, Duration wellAfter) {

        /** For a record. */
        public Map<String, Object> told() {
            return Map.of(
                    "asked",
                    asked,
                    "lost",
                    lost,
                    "longestAwayMs",
                    away.toMillis(),
                    "wellAfterMs",
                    wellAfter.toMillis());
        }

        /** For a table. */
        public List<String> row() {
            return List.of(name, "" + asked, "" + lost, "" + away.toMillis(), "" + wellAfter.toMillis());
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final List<Line> lines;
    private volatile boolean over;

    private ServiceLevel(String address, String key) {
        this.lines = ASKED.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(asked -> new Line(
                        asked.getKey(),
                        HttpRequest.newBuilder(URI.create(address + asked.getValue()))
                                .timeout(PATIENCE)
                                .header("Authorization", "Bearer " + key)
                                .build()))
                .toList();
        lines.forEach(line -> Thread.ofVirtual().name("level-" + line.name).start(() -> ask(line)));
    }

    /** Begins to ask. */
    public static ServiceLevel watch(String address, String key) {
        return new ServiceLevel(address, key);
    }

    /** Counts from now on. */
    public void mark() {
        lines.forEach(Line::mark);
    }

    /** Waits until every question was answered well for so long without a break; false when that takes too long. */
    public boolean steadyWithin(Duration limit, Duration steady) {
        long end = System.nanoTime() + limit.toNanos();
        while (lines.stream().anyMatch(line -> !line.steady(steady))) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(APART.toNanos());
        }
        return true;
    }

    /** What came of each, by name. */
    public List<Result> results() {
        return lines.stream().map(Line::result).toList();
    }

    private void ask(Line line) {
        while (!over) {
            long begin = System.nanoTime();
            line.heard(isGood(line.request), System.nanoTime());
            LockSupport.parkNanos(APART.toNanos() - (System.nanoTime() - begin));
        }
    }

    private boolean isGood(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        over = true;
        http.close();
    }

    /** One kind of question. */
    private static final class Line {
        private final String name;
        private final HttpRequest request;
        private long marked = System.nanoTime();
        private long lastGood = marked;
        private long goodSince = Long.MAX_VALUE;
        private long wellAgain = marked;
        private long longest;
        private int asked;
        private int lost;

        Line(String name, HttpRequest request) {
            this.name = name;
            this.request = request;
        }

        synchronized void mark() {
            marked = System.nanoTime();
            lastGood = marked;
            wellAgain = marked;
            longest = 0;
            asked = 0;
            lost = 0;
        }

        synchronized void heard(boolean good, long at) {
            asked++;
            if (!good) {
                lost++;
                goodSince = Long.MAX_VALUE;
                longest = Math.max(longest, at - lastGood);
                return;
            }
            if (goodSince == Long.MAX_VALUE) {
                goodSince = at;
                if (lost > 0) {
                    wellAgain = at;
                    longest = Math.max(longest, at - lastGood);
                }
            }
            lastGood = at;
        }

        synchronized boolean steady(Duration time) {
            return goodSince != Long.MAX_VALUE && System.nanoTime() - goodSince > time.toNanos();
        }

        synchronized Result result() {
            return new Result(name, asked, lost, Duration.ofNanos(longest), Duration.ofNanos(wellAgain - marked));
        }
    }
}
