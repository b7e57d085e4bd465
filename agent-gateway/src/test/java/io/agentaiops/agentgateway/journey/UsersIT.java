package io.agentaiops.agentgateway.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UsersIT extends Journey {

    @Inject
    Jdbi jdbi;

    @Inject
    ConversationCipher cipher;

    @Test
    void aScopedKeyOpensItsPartsOnlyAlsoThoseOfOtherServices() {
        JsonPath made = asAdmin()
                .body(Map.of("name", "reader", "role", "operator", "scopes", List.of("tools:read", "sessions")))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .body("scopes", contains("tools:read", "sessions"))
                .extract()
                .jsonPath();
        String key = made.getString("key");
        assertThat(made.getString("prefix")).hasSize(11).isEqualTo(key.substring(0, 11));

        with(key).get("/api/v1/me").then().statusCode(200);
        with(key).get("/api/v1/sessions").then().statusCode(200);
        with(key).get("/api/v1/tools").then().statusCode(200);
        with(key)
                .body(Map.of())
                .post("/api/v1/tools/echo")
                .then()
                .statusCode(403)
                .body("code", equalTo("scope-missing"));
        with(key)
                .body(Map.of("text", "hello"))
                .post("/api/v1/queries")
                .then()
                .statusCode(403)
                .body("code", equalTo("scope-missing"));
        asAdmin()
                .body(Map.of("name", "x", "role", "viewer", "scopes", List.of("Not An Area")))
                .post("/api/v1/keys")
                .then()
                .statusCode(400);
    }

    @Test
    void aRotatedKeyIsReplacedByOneLikeItAndEndsAfterItsGrace() {
        JsonPath made = asAdmin()
                .body(Map.of("name", "robot", "role", "operator", "requestsPerMinute", 50))
                .post("/api/v1/keys")
                .jsonPath();

        JsonPath anew = asAdmin()
                .body(Map.of("graceSeconds", 0))
                .post("/api/v1/keys/" + made.getString("id") + "/rotate")
                .then()
                .statusCode(201)
                .body("replaces", equalTo(made.getString("id")))
                .body("requestsPerMinute", equalTo(50))
                .extract()
                .jsonPath();

        with(anew.getString("key")).get("/api/v1/me").then().statusCode(200).body("principal", equalTo("robot"));
        with(made.getString("key")).get("/api/v1/me").then().statusCode(401);
        asAdmin()
                .post("/api/v1/keys/" + made.getString("id") + "/rotate")
                .then()
                .statusCode(404);
    }

    @Test
    void keysAreListedInPagesWithoutTheirSecrets() {
        newKey("page-1", "viewer");
        newKey("page-2", "viewer");

        Response first = asAdmin().get("/api/v1/keys?limit=1");

        first.then().statusCode(200).body("size()", is(1)).body("key", everyItem(nullValue()));
        String link = first.header("Link");
        assertThat(link).contains("rel=\"next\"");
        asAdmin()
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .statusCode(200)
                .body("size()", is(1))
                .body("[0].name", is("page-1"));
    }

    @Test
    void whoAsksTooOftenIsToldToWait() {
        String key = asAdmin()
                .body(Map.of("name", "eager", "role", "viewer", "requestsPerMinute", 3))
                .post("/api/v1/keys")
                .path("key");

        with(key).get("/api/v1/me").then().statusCode(200).header("RateLimit", startsWith("\"minute\";r=2;"));
        with(key).get("/api/v1/me").then().statusCode(200);
        with(key).get("/api/v1/tools").then().statusCode(200);
        with(key)
                .get("/api/v1/me")
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .header("RateLimit-Policy", equalTo("\"minute\";q=3;w=60"))
                .contentType("application/problem+json")
                .body("code", equalTo("rate-limited"));
        asAdmin().get("/api/v1/me").then().statusCode(200);
    }

    @Test
    void sessionsAreListedInPages() {
        String key = newKey("pager", "viewer");
        for (int i = 0; i < 3; i++) {
            with(key)
                    .body(Map.of("title", "t" + i))
                    .post("/api/v1/sessions")
                    .then()
                    .statusCode(201);
        }

        Response first = with(key).get("/api/v1/sessions?limit=2");

        first.then().body("items.title", contains("t2", "t1")).body("nextCursor", notNullValue());
        with(key)
                .get("/api/v1/sessions?limit=2&cursor=" + first.path("nextCursor"))
                .then()
                .body("items.title", contains("t0"))
                .body("nextCursor", nullValue());
        with(key).get("/api/v1/sessions?cursor=x").then().statusCode(400).body("code", equalTo("cursor-invalid"));
    }

    @Test
    void sessionsAreFoundByTheWordsOfTheirTitlesAmongOnesOwn() {
        String key = newKey("finder", "viewer");
        for (String title : List.of("The disk of web-1 is full", "Restart ollama", "DISK of web-2, full & slow")) {
            with(key)
                    .body(Map.of("title", title))
                    .post("/api/v1/sessions")
                    .then()
                    .statusCode(201);
        }
        with(newKey("neighbour", "viewer"))
                .body(Map.of("title", "somebody else's full disk"))
                .post("/api/v1/sessions");

        Response first = with(key).queryParam("q", " full  disk").get("/api/v1/sessions?limit=1");

        first.then().body("items.title", contains("DISK of web-2, full & slow"));
        String link = first.header("Link");
        assertThat(link).contains("q=");
        with(key)
                .urlEncodingEnabled(false)
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .body("items.title", contains("The disk of web-1 is full"))
                .body("nextCursor", nullValue());
        with(key).queryParam("q", "nowhere").get("/api/v1/sessions").then().body("items", empty());
    }

    @Test
    void aSessionLeftForTooLongIsOverAndCanStillBeReadOnWish() {
        JsonPath run = ask("What is full?", "runbook");
        String session = run.getString("sessionId");
        jdbi.useHandle(handle ->
                handle.execute("update session set last_active_at = now() - interval '8 days' where id = ?", session));

        asAdmin()
                .body(Map.of("text", "And now?", "sessionId", session))
                .post("/api/v1/queries")
                .then()
                .statusCode(410)
                .body("code", equalTo("session-expired"));
        asAdmin().get("/api/v1/sessions/" + session).then().statusCode(410);
        asAdmin()
                .get("/api/v1/sessions/" + session + "?expired=show")
                .then()
                .statusCode(200)
                .body("state", equalTo("expired"))
                .body("runs.size()", is(1));
    }

    @Test
    void everyColumnOfBytesIsEitherSealedOrKnownNotToHoldText() {
        List<String> unknown = jdbi.withHandle(
                handle -> handle.createQuery("""
                        select t.relname || '.' || a.attname
                        from pg_attribute a
                        join pg_class t on t.oid = a.attrelid and t.relkind in ('r', 'p')
                        join pg_namespace n on n.oid = t.relnamespace and n.nspname = current_schema()
                        where a.atttypid = 'bytea'::regtype and not a.attisdropped
                            and coalesce(col_description(t.oid, a.attnum), '') not like 'sealed with %'
                            and t.relname || '.' || a.attname not in
                                ('api_key.salt', 'api_key.key_hash', 'outbox.data',
                                    'client_conversation.fingerprint')
                        """).mapTo(String.class).list());

        assertThat(unknown)
                .as("columns of bytes without the comment 'sealed with COLUMN' in a migration")
                .isEmpty();
    }

    @Test
    void theKeysOfConversationsAreShownWithTheirUse() {
        ask("What is full?", "runbook");

        asAdmin()
                .get("/api/v1/conversation-keys")
                .then()
                .statusCode(200)
                .body("current", equalTo((int) cipher.versions().current()))
                .body("versions[0].values", greaterThanOrEqualTo(1))
                .body("versions[0].droppable", equalTo(false));
        asAdmin().post("/api/v1/conversation-keys/re-encrypt").then().statusCode(200);
        with(newKey("nosy", "operator")).get("/api/v1/conversation-keys").then().statusCode(403);
        given().get("/api/v1/conversation-keys").then().statusCode(401);
    }
}
