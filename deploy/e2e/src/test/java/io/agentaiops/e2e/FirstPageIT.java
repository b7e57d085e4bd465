package io.agentaiops.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Somebody opens the page in a real browser. */
@Order(60)
class FirstPageIT {

    private static final String DISK = "The disk of a server is filling up, what do I do?";
    private static final LocatorAssertions.IsVisibleOptions WHILE_A_RUN_TAKES =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void launch() {
        Optional<Path> chromium =
                List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").stream()
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(chromium.isPresent(), "no chromium on this machine (apt-get install -y chromium): page not tried");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void quit() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void open() {
        context = browser.newContext();
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // What the policy forbids is reported on the console, and nothing on the page may need it.
            if (message.text().contains("Content Security Policy")
                    || message.text().contains("TrustedHTML")) {
                complaints.add(message.text());
            }
        });
        page.navigate(gateway());
    }

    @AfterEach
    void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void unknownKeyIsRefusedWithWhatToDo() {
        signIn("aiops_not-a-key");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText(".aiops/admin.key");
    }

    @Test
    void questionIsAnsweredWithStepsAndSources() {
        signIn(adminKey());
        ask(DISK);

        assertThat(page.getByText("answered", new Page.GetByTextOptions().setExact(true)))
                .isVisible(WHILE_A_RUN_TAKES);
        assertThat(page.locator("step-card").first()).isVisible();
        assertThat(page.locator("answer-view").getByRole(AriaRole.BUTTON).first())
                .isVisible();
        assertThat(page.locator("citation-list li").first()).containsText("lines");
    }

    @Test
    void referenceInTheAnswerOpensThePassage() {
        signIn(adminKey());
        ask(DISK);
        assertThat(page.getByText("answered", new Page.GetByTextOptions().setExact(true)))
                .isVisible(WHILE_A_RUN_TAKES);

        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Source 1").setExact(true))
                .first()
                .click();

        assertThat(page.locator("#row-1")).hasAttribute("aria-expanded", "true");
        assertThat(page.locator("#passage-1 pre")).not().isEmpty();
    }

    @Test
    void conversationIsThereAgainAfterAReload() {
        signIn(adminKey());
        ask(DISK);
        assertThat(page.getByText("answered", new Page.GetByTextOptions().setExact(true)))
                .isVisible(WHILE_A_RUN_TAKES);

        page.reload();

        assertThat(question()).hasText(DISK);
        assertThat(page.locator("answer-view")).isVisible();
    }

    @Test
    void statusNamesEveryServiceAndIsLive() {
        signIn(adminKey());

        Locator status = page.locator("status-panel");
        for (String service :
                List.of("agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router", "kafka")) {
            assertThat(status.getByText(service, new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
        }
        assertThat(status.getByText("live", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    @Test
    void keyIsForgottenOnSignOut() {
        signIn(adminKey());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();

        page.reload();

        assertThat(page.getByLabel("API key")).isVisible();
        assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);
    }

    private void signIn(String key) {
        page.getByLabel("API key").fill(key);
        page.keyboard().press("Enter");
    }

    private void ask(String text) {
        page.getByLabel("Your question").fill(text);
        page.keyboard().press("Enter");
        assertThat(question()).hasText(text);
    }

    private Locator question() {
        return page.locator("h2.question");
    }

    private static String gateway() {
        return Stack.get().api().base();
    }

    private static String adminKey() {
        return Stack.get().key();
    }
}
