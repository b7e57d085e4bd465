package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who may silence how much, for how long, and with whom. */
@QuarkusTest
class SilenceGovernanceIT {

    private static String body(String matcher, Duration length) {
        Instant now = Instant.now();
        return """
                {"matchers":[%s],"startsAt":"%s","endsAt":"%s","createdBy":"ada","comment":"quiet"}
                """.formatted(matcher, now, now.plus(length));
    }

    private static io.restassured.specification.RequestSpecification asGrace() {
        return given().auth().preemptive().oauth2("key-of-grace").contentType("application/json");
    }

    @Test
    void silenceOfEverythingNeedsASecondPersonAndHoldsOnlyThen() {
        String marker = Ids.next();
        String answer = asAda().body(body(
                        "{\"name\":\"alertname\",\"value\":\".*%s.*|.*\",\"isRegex\":true},{\"name\":\"x\",\"value\":\".+\",\"isRegex\":true}"
                                .formatted(marker),
                        Duration.ofHours(1)))
                .post("/api/v2/silences")
                .then()
                .statusCode(403)
                .body(containsString("second person"))
                .extract()
                .asString();
        String id = answer.replaceAll(".*requests/([0-9a-f-]{36})/approve.*", "$1");
        assertThat(asAda().get("/api/v2/silences").asString()).doesNotContain(marker);

        asAda().post("/api/v1/silences/requests/" + id + "/approve").then().statusCode(403);
        asAda().get("/api/v1/silences/requests").then().body("id", hasItem(id));
        String silence = asGrace()
                .post("/api/v1/silences/requests/" + id + "/approve")
                .then()
                .statusCode(200)
                .extract()
                .path("silenceID");

        assertThat(asAda().get("/api/v2/silences").asString()).contains(marker);
        asGrace().post("/api/v1/silences/requests/" + id + "/approve").then().statusCode(404);
        asAda().delete("/api/v2/silence/" + silence).then().statusCode(200);
    }

    @Test
    void whoAskedCannotBeTheSecondPerson() {
        String answer = asGrace()
                .body(body("{\"name\":\"y\",\"value\":\".+\",\"isRegex\":true}", Duration.ofHours(1)))
                .post("/api/v2/silences")
                .then()
                .statusCode(403)
                .extract()
                .asString();
        String id = answer.replaceAll(".*requests/([0-9a-f-]{36})/approve.*", "$1");

        asGrace()
                .post("/api/v1/silences/requests/" + id + "/approve")
                .then()
                .statusCode(403)
                .body("code", equalTo("second-person-needed"));
    }

    private static String broad(String marker) {
        return "{\"name\":\"alertname\",\"value\":\".*%s.*|.*\",\"isRegex\":true},{\"name\":\"x\",\"value\":\".+\",\"isRegex\":true}"
                .formatted(marker);
    }

    private static String waiting(String body) {
        return asAda().body(body)
                .post("/api/v2/silences")
                .then()
                .statusCode(403)
                .extract()
                .asString()
                .replaceAll(".*requests/([0-9a-f-]{36})/approve.*", "$1");
    }

    @Test
    void broadChangeOfASilenceReplacesItWhenItIsApprovedAndNotBefore() {
        String marker = Ids.next();
        String narrow = "{\"name\":\"host\",\"value\":\"%s\",\"isRegex\":false}".formatted(marker);
        String silence = asAda().body(body(narrow, Duration.ofHours(1)))
                .post("/api/v2/silences")
                .then()
                .statusCode(200)
                .extract()
                .path("silenceID");
        String change = body(broad(marker), Duration.ofHours(2)).replaceFirst("\\{", "{\"id\":\"" + silence + "\",");
        String id = waiting(change);
        asAda().get("/api/v1/silences/requests").then().body("find{it.id=='" + id + "'}.replaces", equalTo(silence));
        asAda().get("/api/v2/silence/" + silence).then().body("status.state", equalTo("active"));

        String changed = asGrace()
                .post("/api/v1/silences/requests/" + id + "/approve")
                .then()
                .statusCode(200)
                .extract()
                .path("silenceID");

        asAda().get("/api/v2/silence/" + silence).then().body("status.state", equalTo("expired"));
        asAda().delete("/api/v2/silence/" + changed).then().statusCode(200);
        asAda().body(change.replace(silence, "00000000-0000-0000-0000-000000000000"))
                .post("/api/v2/silences")
                .then()
                .statusCode(404);
    }

    @Test
    void approvalOfASilenceThatWouldHaveEndedIsRefusedAsSuch() {
        String id = waiting(body(broad(Ids.next()), Duration.ofSeconds(2)));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                asAda().get("/api/v1/silences/requests").asString())
                        .doesNotContain(id));

        asGrace()
                .post("/api/v1/silences/requests/" + id + "/approve")
                .then()
                .statusCode(409)
                .body("code", equalTo("silence-request-over"));
    }

    @Test
    void waitingSilenceIsDeniedByAnApproverOrTakenBackAndByNobodyElse() {
        String id = waiting(body(broad(Ids.next()), Duration.ofHours(1)));
        asGrace()
                .body("{\"comment\":\"too much\"}")
                .post("/api/v1/silences/requests/" + id + "/deny")
                .then()
                .statusCode(204);
        asGrace().post("/api/v1/silences/requests/" + id + "/approve").then().statusCode(404);
        asGrace()
                .body("{}")
                .post("/api/v1/silences/requests/" + id + "/deny")
                .then()
                .statusCode(404);
        assertThat(BusProbe.read(Topic.AUDIT.address(), id))
                .anyMatch(entry -> entry.contains("silence.deny") && entry.contains("too much"));

        String own = waiting(body(broad(Ids.next()), Duration.ofHours(1)));
        asAda().post("/api/v1/silences/requests/" + own + "/deny").then().statusCode(204);
        String graces = asGrace()
                .body(body(broad(Ids.next()), Duration.ofHours(1)))
                .post("/api/v2/silences")
                .then()
                .statusCode(403)
                .extract()
                .asString()
                .replaceAll(".*requests/([0-9a-f-]{36})/approve.*", "$1");
        asAda().post("/api/v1/silences/requests/" + graces + "/deny")
                .then()
                .statusCode(403)
                .body("code", equalTo("approver-needed"));
        asGrace().post("/api/v1/silences/requests/" + graces + "/deny").then().statusCode(204);
    }

    @Test
    void recurringSilenceThatCoversTooMuchByThenWaitsForASecondPerson() {
        String marker = Ids.next();
        asAda().body(weekly(marker, LocalTime.now(ZoneOffset.UTC).plusSeconds(4)))
                .post("/api/v1/silences/recurring")
                .then()
                .statusCode(201);
        asPrometheus()
                .body(IntStream.rangeClosed(0, 100)
                        .mapToObj(n ->
                                "{\"labels\":{\"alertname\":\"Wide\",\"way\":\"patient\",\"n\":\"%d\",\"case\":\"%s\"}}"
                                        .formatted(n, marker))
                        .collect(Collectors.joining(",", "[", "]")))
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                asAda().get("/api/v1/silences/requests").asString())
                        .contains(marker, "it would silence 101 alerts now"));
        assertThat(asAda().get("/api/v2/silences").asString()).doesNotContain(marker);
    }

    @Test
    void silenceThatLastsTooLongIsRefused() {
        asAda().body(body("{\"name\":\"host\",\"value\":\"db1\",\"isRegex\":false}", Duration.ofDays(31)))
                .post("/api/v2/silences")
                .then()
                .statusCode(400)
                .body(containsString("720 h at most"));
    }

    @Test
    void silenceShowsWhoSetItWhateverNameItBears() {
        String id = asAda().body(body(
                                "{\"name\":\"host\",\"value\":\"%s\",\"isRegex\":false}".formatted(Ids.next()),
                                Duration.ofHours(1))
                        .replace("\"createdBy\":\"ada\"", "\"createdBy\":\"grace\""))
                .post("/api/v2/silences")
                .then()
                .statusCode(200)
                .extract()
                .path("silenceID");

        asAda().get("/api/v2/silence/" + id)
                .then()
                .body("createdBy", equalTo("grace"))
                .body("annotations.setBy", equalTo("ada"));
    }

    @Test
    void previewSaysWhatWouldBeSilencedAndSetsNothing() {
        String marker = Ids.next();
        asPrometheus()
                .body("[{\"labels\":{\"alertname\":\"P\",\"case\":\"%s\"}}]".formatted(marker))
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);

        asAda().body("{\"matchers\":[\"case=\\\"%s\\\"\"]}".formatted(marker))
                .post("/api/v1/silences/preview")
                .then()
                .statusCode(200)
                .body("alerts", equalTo(1))
                .body("of", greaterThanOrEqualTo(1))
                .body("secondPerson", equalTo(""))
                .body("examples[0].case", equalTo(marker));
        asAda().body("{\"matchers\":[\"nonsense\"]}")
                .post("/api/v1/silences/preview")
                .then()
                .statusCode(400)
                .body("code", equalTo("matchers-invalid"));
        assertThat(asAda().get("/api/v2/silences").asString()).doesNotContain(marker);
    }

    @Test
    void reviewNamesTheSilencesThatCoverNothingAndThoseThatEndSoon() {
        String marker = Ids.next();
        String silence = asAda().body(body(
                        "{\"name\":\"typo\",\"value\":\"%s\",\"isRegex\":false}".formatted(marker),
                        Duration.ofMinutes(30)))
                .post("/api/v2/silences")
                .then()
                .statusCode(200)
                .extract()
                .path("silenceID");

        asAda().get("/api/v1/silences/review")
                .then()
                .statusCode(200)
                .body("items.find{it.id=='" + silence + "'}.covered", equalTo(0))
                .body("items.find{it.id=='" + silence + "'}.endsSoon", equalTo(true));
        asAda().delete("/api/v2/silence/" + silence).then().statusCode(200);
    }

    @Test
    void peopleAreRemindedOfASilenceThatEndsAndThenToldWhatItCovered() {
        String marker = Ids.next();
        asAda().body(body(
                                "{\"name\":\"case\",\"value\":\"%s\",\"isRegex\":false}".formatted(marker),
                                Duration.ofSeconds(6))
                        .replace("\"createdBy\":\"ada\"", "\"createdBy\":\"somebody\""))
                .post("/api/v2/silences")
                .then()
                .statusCode(200);
        asPrometheus()
                .body("[{\"labels\":{\"alertname\":\"R\",\"way\":\"hook\",\"case\":\"%s\"}}]".formatted(marker))
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(requests("/hook", marker)).hasSize(2));
        assertThat(requests("/hook", marker).getFirst().get("body"))
                .contains("of ada ends", "1 alert will be told again");
        assertThat(requests("/hook", marker).getLast().get("body")).contains("first notification");
    }

    @Test
    void silenceThatComesAgainIsSetWhenItsTimeComesAndNotAfterItIsDeleted() {
        String marker = Ids.next();
        String recurring = asAda().body(
                        weekly(marker, LocalTime.now(ZoneOffset.UTC).plusSeconds(1)))
                .post("/api/v1/silences/recurring")
                .then()
                .statusCode(201)
                .body("createdBy", equalTo("ada"))
                .extract()
                .path("id");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(asAda().get("/api/v2/silences").asString()).contains(marker));
        asAda().get("/api/v1/silences/recurring").then().body("items.id", hasItem(recurring));
        asAda().delete("/api/v1/silences/recurring/" + recurring).then().statusCode(204);
        asAda().delete("/api/v1/silences/recurring/" + recurring).then().statusCode(404);
    }

    @Test
    void silenceThatComesAgainAndMakesNoSenseIsRefused() {
        String good = weekly("x", LocalTime.NOON);
        for (String bad : List.of(
                good.replace("12:00", "noon"),
                good.replace("UTC", "Mars/Olympus"),
                good.replace("\"2h\"", "\"25h\""),
                good.replace("\"2h\"", "\"long\""),
                good.replace("\"weekdays\":[]", "\"weekdays\":[\"someday\"]"),
                good.replace("case=", "case"),
                good.replace("weekly work", " "))) {
            assertThat(asAda().body(bad).post("/api/v1/silences/recurring").statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        asAda().body(good.replace("case=\\\"x\\\"", "case=~\\\".+\\\""))
                .post("/api/v1/silences/recurring")
                .then()
                .statusCode(403)
                .body("code", equalTo("silence-too-broad"));
    }

    private static String weekly(String marker, LocalTime at) {
        return """
                {"matchers":["case=\\"%s\\""],"weekdays":[],"at":"%s","timeZone":"UTC","lasts":"2h","comment":"weekly work"}
                """.formatted(marker, at);
    }
}
