package io.agentaiops.opsscheduler.log;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogSearchIT {

    private final LogArchive archive;

    LogSearchIT(LogArchive archive) {
        this.archive = archive;
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void entriesAreFoundByWordServiceAndLevel() throws IOException {
        String word = "needle" + Ids.next().replaceAll("[^a-f]", "");
        Instant now = Instant.now();
        archive.store(List.of(
                entry("tool-runner", "ERROR", word + " broke", now.minusSeconds(20)),
                entry("rag-indexer", "WARN", word + " is slow", now.minusSeconds(10)),
                entry("tool-runner", "ERROR", word + " broke long ago", now.minusSeconds(7200))));

        // Soon after midnight the oldest lies in the index of the day before, which is refreshed on its own.
        await().untilAsserted(() -> search(Map.of("q", word, "minutes", 180)).body("total", equalTo(3)));

        search(Map.of("q", word)).body("total", equalTo(2)).body("entries[0].message", equalTo(word + " is slow"));
        search(Map.of("q", word, "service", "tool-runner"))
                .body("total", equalTo(1))
                .body("entries[0].cause", equalTo("java.io.IOException: no space"));
        search(Map.of("q", word + " slow", "level", "warn")).body("total", equalTo(1));
        search(Map.of("q", word + " OR *")).body("total", equalTo(0));
        given().queryParams(Map.of("limit", 0)).get("/api/v1/logs").then().statusCode(400);
    }

    @Test
    @TestSecurity(user = "nobody", roles = "none")
    void strangerReadsNoLogs() {
        given().get("/api/v1/logs").then().statusCode(403);
    }

    private static ValidatableResponse search(Map<String, Object> query) {
        return given().queryParams(query).get("/api/v1/logs").then().statusCode(200);
    }

    private static LogEntry entry(String service, String level, String message, Instant at) {
        return new LogEntry(
                Ids.next(), service, level, "a.B", message, "java.io.IOException: no space\n\tat a.B.c", null, at);
    }
}
