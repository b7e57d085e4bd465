package io.agentaiops.agentgateway.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.agentaiops.agentgateway.testing.TestPlatform;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class McpIT extends Journey {

    private static final String MODERN = "2026-07-28";
    private static final String VACUUM = "journalctl --vacuum-size=500M";

    @Test
    void anOlderClientShakesHandsAndGetsTheVersionItAskedFor() {
        legacy("initialize", new JsonObject().put("protocolVersion", "2025-06-18"))
                .statusCode(200)
                .contentType("application/json")
                .body("jsonrpc", equalTo("2.0"))
                .body("id", equalTo(1))
                .body("result.protocolVersion", equalTo("2025-06-18"))
                .body("result.serverInfo.name", equalTo("agent-aiops"))
                .body("result.resultType", nullValue());
        legacy("initialize", new JsonObject().put("protocolVersion", "1999-01-01"))
                .body("result.protocolVersion", equalTo("2025-11-25"));
        asAdmin()
                .body("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                .post("/mcp")
                .then()
                .statusCode(202)
                .body(equalTo(""));
        legacy("ping", new JsonObject()).statusCode(200).body("result", equalTo(Map.of()));
    }

    @Test
    void theToolsOfThePlatformAndItsOwnAreListedAndCalled() {
        legacy("tools/list", new JsonObject())
                .body("result.tools.name", hasItems("ask_agent", "search_documents", "tool_call_status", "terminal"))
                .body("result.tools.find { it.name == 'terminal' }.annotations.readOnlyHint", equalTo(false));
        call("terminal", new JsonObject().put("command", "uptime"))
                .body("result.content[0].text", equalTo("up 3 days"))
                .body("result.structuredContent.state", equalTo("succeeded"))
                .body("result.isError", equalTo(false));
        call("terminal", new JsonObject().put("command", "rm -rf /"))
                .body("result.content[0].text", equalTo("denied: rm is not allowed"))
                .body("result.isError", equalTo(true));
        call("search_documents", new JsonObject().put("query", "disk"))
                .body("result.content[0].text", containsString("less than 10 % free"))
                .body("result.structuredContent.passages[0].uri", containsString("aiops://documents/troubleshooting/"));
    }

    @Test
    void whatNeedsAnApproverDoesNotRunAndSaysWhichApprovalItWaitsFor() {
        call("terminal", new JsonObject().put("command", VACUUM))
                .body("result.isError", equalTo(false))
                .body("result.content[0].text", containsString("Pending approval id: approval-1"));
        call("tool_call_status", new JsonObject().put("callId", "call-vacuum"))
                .body("result.structuredContent.state", equalTo("waiting-approval"));
        String other = newKey("grace", "operator");
        with(other)
                .body(message("tools/call", named("tool_call_status", new JsonObject().put("callId", "call-vacuum"))))
                .post("/mcp")
                .then()
                .body("result.isError", equalTo(true));
    }

    @Test
    void documentsAreResources() {
        legacy("resources/list", new JsonObject())
                .body("result.resources.uri", hasItem("aiops://documents/guides/backups.md"))
                .body("result.nextCursor", equalTo("guides/backups.md"));
        read("aiops://documents/guides/backups.md")
                .body("result.contents[0].mimeType", equalTo("text/markdown"))
                .body("result.contents[0].text", containsString("They lie under /backup."));
        read("aiops://documents/../keys").body("error.code", equalTo(-32002));
        read("file:///etc/passwd").body("error.code", equalTo(-32002));
    }

    @Test
    void theAgentTellsItsProgressWhileItWorks() throws Exception {
        JsonObject params = named("ask_agent", new JsonObject().put("question", "The disk is filling up, what now?"))
                .put("_meta", new JsonObject().put("progressToken", "p1"));

        List<JsonObject> messages = stream(message("tools/call", params));

        assertThat(messages.getFirst().getString("method")).isEqualTo("notifications/progress");
        assertThat(messages.getFirst().getJsonObject("params").getString("progressToken"))
                .isEqualTo("p1");
        JsonObject result = messages.getLast().getJsonObject("result");
        assertThat(result.getBoolean("isError")).isFalse();
        assertThat(result.getJsonArray("content").getJsonObject(0).getString("text"))
                .contains("**Sources**");
        assertThat(result.getJsonObject("structuredContent").getString("runId")).isNotBlank();
    }

    @Test
    void aNewerClientNeedsNoHandshake() {
        modern("server/discover", new JsonObject(), null)
                .statusCode(200)
                .body("result.resultType", equalTo("complete"))
                .body("result.supportedVersions", hasItem(MODERN));
        modern("tools/list", new JsonObject(), null)
                .body("result.tools.name", hasItem("terminal"))
                .body("result.cacheScope", equalTo("private"));
        modern("tools/call", named("terminal", new JsonObject().put("command", "uptime")), "terminal")
                .body("result.content[0].text", equalTo("up 3 days"));
        modern("initialize", new JsonObject(), null).statusCode(404).body("error.code", equalTo(-32601));
        String encoded = "=?base64?"
                + Base64.getEncoder().encodeToString("aiops://documents/ü.md".getBytes(StandardCharsets.UTF_8)) + "?=";
        modern("resources/read", new JsonObject().put("uri", "aiops://documents/ü.md"), encoded)
                .statusCode(200);
    }

    @Test
    void aNewerClientIsAskedToWaitForTheApproverAndMayComeBack() {
        JsonObject params = named("terminal", new JsonObject().put("command", VACUUM));
        JsonObject elicits = new JsonObject().put("elicitation", new JsonObject());

        String state = modern("tools/call", params.copy(), "terminal", elicits)
                .body("result.resultType", equalTo("input_required"))
                .body("result.inputRequests.approval.method", equalTo("elicitation/create"))
                .extract()
                .path("result.requestState");

        modern("tools/call", params.copy().put("requestState", state), "terminal", elicits)
                .body("result.resultType", equalTo("input_required"));
        JsonObject other = named("terminal", new JsonObject().put("command", "journalctl --vacuum-size=1M"));
        modern("tools/call", other.put("requestState", state), "terminal", elicits)
                .body("result.isError", equalTo(true));
    }

    @Test
    void headersThatDoNotAgreeWithTheBodyAreRefused() {
        modern("tools/call", named("terminal", new JsonObject()), "another")
                .statusCode(400)
                .body("error.code", equalTo(-32020));
        asAdmin()
                .header("MCP-Protocol-Version", "2099-01-01")
                .body(message("tools/list", new JsonObject()))
                .post("/mcp")
                .then()
                .statusCode(400)
                .body("error.code", equalTo(-32022))
                .body("error.data.supported", hasItem(MODERN));
        asAdmin()
                .header("MCP-Protocol-Version", MODERN)
                .body(message("tools/list", new JsonObject()))
                .post("/mcp")
                .then()
                .statusCode(400)
                .body("error.code", equalTo(-32602));
    }

    @Test
    void whatIsNoMessageIsRefused() {
        asAdmin().body("{").post("/mcp").then().statusCode(400).body("error.code", equalTo(-32700));
        asAdmin().body("[]").post("/mcp").then().statusCode(400).body("error.code", equalTo(-32600));
        asAdmin().get("/mcp").then().statusCode(405);
        asAdmin().delete("/mcp").then().statusCode(405);
        given().post("/mcp").then().statusCode(401);
        asAdmin()
                .header("Origin", "https://evil.example")
                .body(message("tools/list", new JsonObject()))
                .post("/mcp")
                .then()
                .statusCode(403);
        legacy("prompts/list", new JsonObject()).statusCode(200).body("error.code", equalTo(-32601));
        call("no_such", new JsonObject()).body("error.code", equalTo(-32602));
    }

    private static ValidatableResponse legacy(String method, JsonObject params) {
        return asAdmin().body(message(method, params)).post("/mcp").then();
    }

    private static ValidatableResponse call(String tool, JsonObject arguments) {
        return legacy("tools/call", named(tool, arguments)).statusCode(200);
    }

    private static ValidatableResponse read(String uri) {
        return legacy("resources/read", new JsonObject().put("uri", uri)).statusCode(200);
    }

    private static ValidatableResponse modern(String method, JsonObject params, @Nullable String name) {
        return modern(method, params, name, new JsonObject());
    }

    private static ValidatableResponse modern(
            String method, JsonObject params, @Nullable String name, JsonObject capabilities) {
        params.put(
                "_meta",
                new JsonObject()
                        .put("io.modelcontextprotocol/protocolVersion", MODERN)
                        .put("io.modelcontextprotocol/clientCapabilities", capabilities));
        RequestSpecification request =
                asAdmin().header("MCP-Protocol-Version", MODERN).header("Mcp-Method", method);
        return (name == null ? request : request.header("Mcp-Name", name))
                .body(message(method, params))
                .post("/mcp")
                .then();
    }

    private static JsonObject named(String tool, JsonObject arguments) {
        return new JsonObject().put("name", tool).put("arguments", arguments);
    }

    private static String message(String method, JsonObject params) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method)
                .put("params", params)
                .encode();
    }

    private static List<JsonObject> stream(String message) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    request("/mcp")
                            .header("Authorization", "Bearer " + TestPlatform.adminKey())
                            .header("Accept", "application/json, text/event-stream")
                            .POST(BodyPublishers.ofString(message))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.body()
                    .lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> new JsonObject(line.substring("data: ".length())))
                    .toList();
        }
    }
}
