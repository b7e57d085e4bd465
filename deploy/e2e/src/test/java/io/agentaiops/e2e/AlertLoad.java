package io.agentaiops.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Alerts as Prometheus posts them, each of a group of its own. */
final class AlertLoad extends Load {

    private final Api router;
    private final String prefix = "Storm-" + UUID.randomUUID() + "-";
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

    AlertLoad(Stack stack) {
        super("alerts", Duration.ofSeconds(1));
        this.router = new Api(stack.alertRouter(), stack.key(), PATIENCE);
    }

    @Override
    Attempt ask(int number) {
        String name = prefix + number;
        Api.Answer answer = router.post("/api/v2/alerts", List.of(alert(name, Duration.ofHours(6))));
        if (answer.status() == 200) {
            accepted.add(name);
        }
        return attempt(answer);
    }

    /** Ends all of them. */
    Api.Answer resolve() {
        return new Api(router.base(), router.key())
                .post(
                        "/api/v2/alerts",
                        accepted.stream()
                                .map(name -> alert(name, Duration.ofSeconds(-1)))
                                .toList());
    }

    private static Map<String, Object> alert(String name, Duration end) {
        Instant now = Instant.now();
        return Map.of(
                "labels", Map.of("alertname", name, "watch", "counted"),
                "startsAt", now.minusSeconds(30).toString(),
                "endsAt", now.plus(end).toString());
    }

    /** What all of their names begin with. */
    String prefix() {
        return prefix;
    }

    Queue<String> accepted() {
        return accepted;
    }
}
