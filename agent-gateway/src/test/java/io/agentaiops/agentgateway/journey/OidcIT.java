package io.agentaiops.agentgateway.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.PeerTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OidcIT extends Journey {

    @Inject
    PeerTokens tokens;

    @Test
    void somebodyOfTheTeamHasTheRoleOfTheirGroupsAndGoesThroughToOtherServices() {
        String token = sign(claims("lin", "aiops-operators", "football"));

        me(token).statusCode(200).body("principal", equalTo("lin")).body("roles", contains("operator", "viewer"));
        with(token).get("/api/v1/tools").then().statusCode(200);
        with(token).get("/api/v1/keys").then().statusCode(403);
    }

    @Test
    void groupsThatAreCalledLikeRolesGiveNothing() {
        with(sign(claims("lin", "admin", "service")))
                .get("/api/v1/sessions")
                .then()
                .statusCode(403);
    }

    @Test
    void tokensOfAnotherSignerAudienceTimeOrNameAreRefused() {
        me(post("/sign-as-another", claims("lin", "aiops-admins"))).statusCode(401);
        me(sign(claims("lin", "aiops-admins").put("aud", "another-application")))
                .statusCode(401);
        me(sign(claims("lin", "aiops-admins")
                        .put("exp", Instant.now().minusSeconds(600).getEpochSecond())))
                .statusCode(401);
        me(sign(claims("lin", "aiops-admins").put("iss", "https://elsewhere.example")))
                .statusCode(401);
        me(sign(claims("admin", "aiops-viewers"))).statusCode(401);
        String token = sign(claims("lin", "aiops-viewers"));
        me(token.substring(0, token.lastIndexOf('.') + 1)).statusCode(401);
    }

    @Test
    void aTokenOfTheProviderThatNamesThePlatformAsItsIssuerIsRefusedAndThePlatformsOwnIsTaken() {
        me(sign(claims("lin", "admin").put("iss", "agent-gateway"))).statusCode(401);

        String own = tokens.bearer(new Caller("ops-scheduler", Set.of("viewer")), Optional.empty())
                .substring("Bearer ".length());
        me(own).statusCode(200).body("principal", equalTo("ops-scheduler"));
    }

    @Test
    void browserIsSentToTheProviderAndComesBackWithATokenThatIsRenewedUntilItLeaves() throws Exception {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThat(state(browser)).containsEntry("provider", "single sign-on").containsEntry("token", null);
        long now = Instant.now().getEpochSecond();
        next(claims("lin", "aiops-operators", "admin").put("exp", now + 3));

        HttpResponse<String> page = send(browser, "/sign-in", "GET");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo("/");
        assertThat(cookies.getCookieStore().getCookies()).allSatisfy(cookie -> {
            assertThat(cookie.getPath()).isEqualTo("/sign-in");
            assertThat(cookie.isHttpOnly()).isTrue();
        });
        String token = String.valueOf(state(browser).get("token"));
        me(token).statusCode(200).body("principal", equalTo("lin")).body("roles", contains("operator", "viewer"));
        assertThat(send(browser, "/api/v1/me", "GET").statusCode()).isEqualTo(401);

        next(claims("lin", "aiops-viewers"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> state(browser).get("token"), renewed -> renewed != null && !renewed.equals(token));
        me(String.valueOf(state(browser).get("token"))).body("roles", contains("viewer"));

        assertThat(send(browser, "/sign-in/out", "POST").statusCode()).isEqualTo(204);
        assertThat(state(browser)).containsEntry("token", null);
    }

    private static Map<String, Object> state(HttpClient browser) throws Exception {
        return new JsonObject(send(browser, "/sign-in/state", "GET").body()).getMap();
    }

    private static HttpResponse<String> send(HttpClient browser, String path, String method) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                        .header("X-Requested-With", path.startsWith("/sign-in/") ? "JavaScript" : "none")
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void next(JsonObject claims) {
        post("/next", claims);
    }

    private static ValidatableResponse me(String token) {
        return with(token).get("/api/v1/me").then();
    }

    private static JsonObject claims(String name, String... groups) {
        long now = Instant.now().getEpochSecond();
        return new JsonObject()
                .put("iss", issuer())
                .put("sub", "u-" + name)
                .put("preferred_username", name)
                .put("aud", "agent-aiops")
                .put("iat", now)
                .put("exp", now + 300)
                .put("groups", JsonArray.of((Object[]) groups));
    }

    private static String sign(JsonObject claims) {
        return post("/sign", claims);
    }

    private static String post(String path, JsonObject claims) {
        return given().contentType(ContentType.JSON)
                .body(claims.encode())
                .post(issuer() + path)
                .asString();
    }

    private static String issuer() {
        return ConfigProvider.getConfig().getValue("AIOPS_OIDC_ISSUER", String.class);
    }
}
