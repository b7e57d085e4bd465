package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EmbeddingIT {

    @Test
    @TestSecurity(user = "agent-gateway", roles = "service")
    void servicesGetAVectorForEachText() {
        await().atMost(Knowledge.SOON).until(() -> embed(List.of("ready")).statusCode() == 200);

        embed(List.of("how full is the disk", "who is on call"))
                .then()
                .statusCode(200)
                .body("dimension", equalTo(384))
                .body("vectors.size()", equalTo(2))
                .body("vectors[1].size()", equalTo(384));
        embed(List.of()).then().statusCode(400);
        embed(Collections.nCopies(65, "too many")).then().statusCode(400);
    }

    @Test
    @TestSecurity(user = "ada", roles = "viewer")
    void peopleDoNot() {
        embed(List.of("x")).then().statusCode(403);
    }

    private static Response embed(List<String> texts) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("texts", texts))
                .post("/api/v1/embeddings");
    }
}
