package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
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

    @Test
    void silenceThatLastsTooLongIsRefused() {
        asAda().body(body("{\"name\":\"host\",\"value\":\"db1\",\"isRegex\":false}", Duration.ofDays(31)))
                .post("/api/v2/silences")
                .then()
                .statusCode(400)
                .body(containsString("720 h at most"));
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
}
