package io.agentaiops.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Somebody opens the page in a real browser. */
@Order(60)
class FirstPageIT extends InBrowser {

    private static final String DISK = "The disk of a server is filling up, what do I do?";

    @Test
    void unknownKeyIsRefusedWithWhatToDo() {
        signIn("aiops_not-a-key");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText(".aiops/admin.key");
    }

    @Test
    void questionIsAnsweredWithStepsAndSources() {
        // Nothing that another test asked: an answer from the cache has no steps.
        ask("Ollama does not answer, how do I bring it back?");

        assertThat(page.getByText("answered", new Page.GetByTextOptions().setExact(true)))
                .isVisible(WHILE_A_RUN_TAKES);
        assertThat(page.locator("step-card").first()).isVisible();
        assertThat(page.locator("answer-view").getByRole(AriaRole.BUTTON).first())
                .isVisible();
        assertThat(page.locator("citation-list li").first()).containsText("lines");
    }

    @Test
    void referenceInTheAnswerOpensThePassage() {
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
        ask(DISK);
        assertThat(page.getByText("answered", new Page.GetByTextOptions().setExact(true)))
                .isVisible(WHILE_A_RUN_TAKES);

        page.reload();

        assertThat(question()).hasText(DISK);
        assertThat(page.locator("answer-view")).isVisible();
    }

    @Test
    void overviewNamesEveryComponentAsUp() {
        signIn(Stack.get().key());

        Locator components = page.locator("section.card").filter(new Locator.FilterOptions().setHasText("Components"));
        for (String name : List.of("agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router")) {
            assertThat(components.getByText(name, new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
        }
        assertThat(components.getByText("kafka", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    @Test
    void lostConnectionIsSeenAndMended() {
        signIn(Stack.get().key());
        assertThat(heading("Overview")).isVisible();

        Stack.get().kill("agent-gateway");
        assertThat(page.getByText("Connection lost")).isVisible(WHILE_A_RUN_TAKES);
        Stack.get().up();

        assertThat(page.getByText("Connection lost"))
                .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(30_000));
    }

    @Test
    void keyIsForgottenOnSignOut() {
        signIn(Stack.get().key());
        button("Sign out").click();

        page.reload();

        assertThat(page.getByLabel("API key")).isVisible();
        assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);
    }

    @Test
    void paletteFindsAProcedureByAFewLetters() {
        signIn(Stack.get().key());
        assertThat(heading("Overview")).isVisible();

        page.keyboard().press("Control+k");
        page.getByRole(AriaRole.COMBOBOX).fill("disk filling");
        assertThat(page.getByRole(AriaRole.OPTION).getByText("procedure")).isVisible();
        page.getByRole(AriaRole.COMBOBOX).fill("disk filling procedure");
        page.keyboard().press("Enter");

        assertThat(heading("The disk of a server is filling up")).isVisible();
    }

    private void ask(String text) {
        at("#/chat");
        page.getByLabel("Your question").fill(text);
        page.keyboard().press("Enter");
        assertThat(question()).hasText(text);
    }

    private Locator question() {
        return page.locator("h2.question");
    }
}
