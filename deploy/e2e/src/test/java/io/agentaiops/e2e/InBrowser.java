package io.agentaiops.e2e;

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
import com.microsoft.playwright.options.ColorScheme;
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

/**
 * Somebody with a real browser. Errors of the page, and anything that its content security policy had to stop, fail the
 * test.
 */
abstract class InBrowser {

    /** The marker that every injected text would leave if it were taken for code. */
    static final String XSS = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>";

    static final LocatorAssertions.IsVisibleOptions WHILE_A_RUN_TAKES =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    Page page;

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
    void openDesk() {
        open(1440, 900, ColorScheme.LIGHT);
    }

    @AfterEach
    void close() {
        Object pwned = page.evaluate("window.pwned");
        context.close();
        assertThat(pwned).as("text was taken for code").isNull();
        assertThat(complaints).isEmpty();
    }

    /** A fresh browser window of that size; the one before is closed. */
    final void open(int width, int height, ColorScheme scheme) {
        if (context != null) {
            context.close();
        }
        context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme));
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // What the policy forbids is reported on the console, and nothing on the page may need it.
            if (message.text().contains("Content Security Policy")
                    || message.text().contains("TrustedHTML")) {
                complaints.add(message.text());
            }
        });
        page.navigate(gateway().base());
    }

    final void signIn(String key) {
        page.getByLabel("API key").fill(key);
        page.keyboard().press("Enter");
    }

    /** Signs in as the administrator and goes to a page by its address. */
    final void at(String address) {
        if (page.getByLabel("API key").isVisible()) {
            signIn(Stack.get().key());
            com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat(heading("Overview"))
                    .isVisible();
        }
        page.evaluate("address => { location.hash = address }", address);
    }

    final Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    final Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    final Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Api gateway() {
        return Stack.get().api();
    }
}
