package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.agentgateway.memory.MemoryUse;
import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MemoryIT extends Journey {

    private static final String FACT = "db-prod-7.example.org";
    private static final int WINDOW = 8_192;

    @Inject
    Jdbi jdbi;

    @Inject
    ConversationCipher cipher;

    @Inject
    MemoryUse use;

    @Test
    void aFactOfTurnThreeIsInWhatTurnTwoHundredSends() {
        TestPlatform.OLLAMA.plays();
        TestPlatform.OLLAMA.answers("test-model:latest", request -> new Turn.Says(List.of("Noted. [1]")));
        asAdmin().get("/api/v1/models").then().statusCode(200);
        String session = say(null, "Hello?").getString("sessionId");
        say(session, "How full is the disk?");
        JsonPath third = say(session, "The primary of our database is " + FACT + ". Is it healthy?");
        assertThat(third.getString("mode")).isEqualTo("model");
        for (int turn = 4; turn < 200; turn++) {
            past(session, turn);
        }

        JsonPath last = say(session, "Which host is the primary of our database?");

        assertThat(last.getString("mode")).isEqualTo("model");
        JsonObject request = TestPlatform.OLLAMA.requests().getLast();
        JsonArray messages = request.getJsonArray("messages");
        assertThat(messages.getJsonObject(0).getString("content")).contains("<memory>", FACT);
        assertThat(messages.encode()).as("the last exchange, word by word").contains("How much is left on server 199?");
        assertThat(messages.encode().length() / 3)
                .as("far from filling the window")
                .isLessThan(WINDOW);
        assertThat(last.getInt("usage.promptTokens")).isBetween(500, WINDOW - 1_024);
        assertThat(dump())
                .doesNotContain(FACT)
                .doesNotContain(HexFormat.of().formatHex(FACT.getBytes(StandardCharsets.UTF_8)));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            asAdmin().get("/api/v1/models").then().statusCode(200);
            assertThat(waiting(session)).as("an idle model writes the summary").isFalse();
        });
        say(session, "And which host was that again, the primary of our database?");
        assertThat(TestPlatform.OLLAMA
                        .requests()
                        .getLast()
                        .getJsonArray("messages")
                        .getJsonObject(0)
                        .getString("content"))
                .contains("Summary: They talked about disks.", FACT);
        Instant now = Instant.now();
        MemoryUse.Use used = use.between(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)));
        assertThat(used.prompts()).isPositive();
        assertThat(used.efficiency()).isGreaterThan(0).isLessThan(1);
        assertThat(use.between(now.minus(Duration.ofDays(14)), now.minus(Duration.ofDays(7)))
                        .prompts())
                .isZero();
    }

    private static JsonPath say(@Nullable String session, String text) {
        Map<String, Object> body = new HashMap<>(Map.of("text", text, "mode", "auto"));
        if (session != null) {
            body.put("sessionId", session);
        }
        return asAdmin()
                .header("Prefer", "wait=30")
                .body(body)
                .post("/api/v1/queries")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** A turn as it stands in the database when it is over; asking 196 times would take minutes. */
    private void past(String session, int turn) {
        String id = Ids.next();
        String question = "How much is left on server " + turn + "?";
        String answer = "Server " + turn + " has " + turn + " GB left. Nothing to do there.";
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into run (id, session_id, principal, roles, asked_mode, question, state, mode, answer,
                            accepted_at, ended_at, deadline)
                        select :id, id, principal, array['viewer'], 'auto', :question, 'succeeded', 'model', :answer,
                            clock_timestamp(), clock_timestamp(), clock_timestamp()
                        from session where id = :session
                        """)
                .bind("id", id)
                .bind("session", session)
                .bind("question", cipher.seal(question, id))
                .bind("answer", cipher.seal(answer, id))
                .execute());
    }

    private boolean waiting(String session) {
        return jdbi.withHandle(handle -> handle.createQuery("select waiting from session_memory where session_id = :id")
                .bind("id", session)
                .mapTo(Boolean.class)
                .one());
    }

    private String dump() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select coalesce(string_agg(t::text, ' '), '') from session_memory t")
                        .mapTo(String.class)
                        .one());
    }
}
