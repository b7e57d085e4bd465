package io.agentaiops.agentgateway.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.agentgateway.testing.TestPlatform;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** What the endpoints of OpenAI say no to, and how. */
@QuarkusTest
class OpenAiRefusalIT extends Journey {

    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String QUESTION = "The disk of a server is filling up, what do I do?";

    @Test
    void whatCannotBeAnsweredIsRefusedInTheShapeOfTheProtocol() {
        refused("{\"model\":", 400).body("error.code", equalTo("invalid_json"));
        refused("[]", 400).body("error.code", equalTo("invalid_json"));
        refused("{\"model\":7}", 400).body("error.param", equalTo("model"));
        refused("{\"model\":\"agent-aiops\",\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]}", 400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo("messages"));
        refused(Lines.completion(false, "x".repeat(40_000)).encode(), 400).body("error.code", equalTo("text_too_long"));
        asAdmin().get(COMPLETIONS).then().statusCode(405).header("Allow", "POST");
        asAdmin().post("/v1/audio/speech").then().statusCode(404).body("error.type", equalTo("not_found_error"));
        asAdmin()
                .body("{\"model\":\"agent-aiops\",\"input\":\"x\"}")
                .post("/v1/embeddings")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("model"));
        with("aiops_wrong").get("/v1/models").then().statusCode(401).body("error.code", equalTo("invalid_api_key"));
        given().get("/v1/models").then().statusCode(401).body("error.code", equalTo("invalid_api_key"));
        with(TestPlatform.serviceKey())
                .get("/v1/models")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("forbidden"));
        asAdmin()
                .header("X-Aiops-Session", "nobody")
                .body(Lines.completion(false, QUESTION).encode())
                .post(COMPLETIONS)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("session_unknown"));
    }

    private static ValidatableResponse refused(String body, int status) {
        return asAdmin().body(body).post(COMPLETIONS).then().statusCode(status);
    }
}
