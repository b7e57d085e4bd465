package io.agentaiops.agentgateway.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Signing in by the identity provider as people do it: in a browser, by a click. */
@QuarkusTest
class SignInPageIT extends Journey {

    @Test
    void aClickLeadsToTheProviderAndBackAndSigningOutStays() {
        Optional<Path> chromium =
                List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").stream()
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(chromium.isPresent(), "no chromium on this machine: page not tried");
        next("lin", "aiops-operators");
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium.get())
                                .setArgs(List.of("--no-sandbox", "--disable-gpu")))) {
            Page page = browser.newPage();
            page.navigate("http://127.0.0.1:" + RestAssured.port);
            link(page, "Sign in with single sign-on").click();

            assertThat(page.getByRole(
                            AriaRole.HEADING,
                            new Page.GetByRoleOptions().setName("Overview").setExact(true)))
                    .isVisible();
            assertThat(page.getByText("lin", new Page.GetByTextOptions().setExact(true)))
                    .isVisible();
            assertThat(link(page, "Alerts")).isVisible();
            assertThat(link(page, "Keys")).hasCount(0);
            page.reload();
            assertThat(link(page, "Alerts")).isVisible();

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                    .click();
            assertThat(page.getByLabel("API key")).isVisible();
            page.reload();
            assertThat(page.getByLabel("API key")).isVisible();
        }
    }

    /** A number may stand behind the name: of alerts that fire, say. */
    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^\\s*" + name + "\\s*\\d*\\s*$")));
    }

    private static void next(String name, String... groups) {
        String issuer = ConfigProvider.getConfig().getValue("AIOPS_OIDC_ISSUER", String.class);
        long now = Instant.now().getEpochSecond();
        given().contentType(ContentType.JSON)
                .body(new JsonObject()
                        .put("iss", issuer)
                        .put("sub", "u-" + name)
                        .put("preferred_username", name)
                        .put("aud", "agent-aiops")
                        .put("iat", now)
                        .put("exp", now + 300)
                        .put("groups", JsonArray.of((Object[]) groups))
                        .encode())
                .post(issuer + "/next")
                .then()
                .statusCode(200);
    }
}
