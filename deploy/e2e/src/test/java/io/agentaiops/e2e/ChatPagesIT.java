package io.agentaiops.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What can be done with a question and its answer, and with what waits for a person. */
@Order(62)
class ChatPagesIT extends InBrowser {

    private static final String QUESTION = "Who is on escalation level 2?";

    @Test
    void questionIsEditedSentAgainAndTheConversationIsExported() throws Exception {
        at("#/chat");
        ask(QUESTION);
        assertThat(answered()).hasCount(1, soon());

        button("Edit question").click();
        assertThat(page.getByLabel("Your question")).hasValue(QUESTION);
        page.getByLabel("Your question").fill("Who is on escalation level 3? " + XSS);
        page.keyboard().press("Enter");
        assertThat(answered()).hasCount(2, soon());

        Download export = page.waitForDownload(() -> button("Export").click());
        assertThat(Files.readString(export.path()))
                .contains("## " + QUESTION, "## Who is on escalation level 3? " + XSS, "Sources:");
    }

    @Test
    void runIsStopped() {
        Stack.get().ollama().up(true);
        try {
            NodeClient.awaitModel(Stack.get());
            at("#/chat");
            page.getByLabel("Who answers").selectOption(ScriptedOllama.MODEL);
            ask("Take your time and say what is full");
            button("Stop").click(new Locator.ClickOptions().setTimeout(20_000));

            assertThat(page.getByText("cancelled", new Page.GetByTextOptions().setExact(true))
                            .first())
                    .isVisible(WHILE_A_RUN_TAKES);
            assertThat(button("Stop")).hasCount(0);
        } finally {
            Stack.get().ollama().up(false);
        }
    }

    @Test
    void approvalIsEditedAndWhatWasWrittenRuns() {
        String approval = askedForByAnOperator();
        at("#/approvals/" + approval);
        button("Edit").click();
        page.getByLabel("Arguments; policy judges them anew").fill("no json");
        button("Approve and run").click();
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .containsText("not valid JSON");
        page.getByLabel("Arguments; policy judges them anew").fill("{\"command\": \"df -h\"}");
        page.getByLabel("Reason").fill("looking is enough");
        button("Approve and run").click();
        assertThat(page.getByText("It is approved.")).isVisible();

        JsonNode settled = gateway().get("/api/v1/approvals/" + approval).json();
        assertThat(settled.path("state").asText()).isEqualTo("approved");
        at("#/tools/calls/" + settled.path("callId").asText());
        assertThat(page.getByLabel("Output")).containsText("Filesystem", contains());
    }

    @Test
    void approvalIsGivenFromTheInbox() {
        String approval = askedForByAnOperator();
        at("#/approvals");
        Locator item = page.locator(".item")
                .filter(new Locator.FilterOptions().setHasText("systemctl restart aiops-no-such-unit"))
                .first();
        assertThat(item).isVisible();
        at("#/approvals/" + approval);
        assertThat(page.locator(".item")).hasCount(1);
        button("Approve and run").click();

        assertThat(page.getByText("It is approved.")).isVisible();
        at("#/approvals/approved");
        assertThat(page.getByText("systemctl restart aiops-no-such-unit").first())
                .isVisible();
    }

    /** Whoever asks does not approve alone. Should it run, it changes nothing: there is no such unit. */
    private static String askedForByAnOperator() {
        String key = gateway()
                .post("/api/v1/keys", Map.of("name", "chat-asker", "role", "operator"))
                .json()
                .path("key")
                .asText();
        Api asker = new Api(gateway().base(), key);
        String call = asker.post(
                        "/api/v1/tools/terminal/calls",
                        Map.of("arguments", Map.of("command", "systemctl restart aiops-no-such-unit")))
                .json()
                .path("callId")
                .asText();
        return await().until(
                        () -> asker.get("/api/v1/tool-calls/" + call)
                                .json()
                                .at("/approval/approvalId")
                                .asText(),
                        id -> !id.isEmpty());
    }

    private void ask(String question) {
        page.getByLabel("Your question").fill(question);
        page.keyboard().press("Enter");
    }

    private Locator answered() {
        return page.getByText("answered", new Page.GetByTextOptions().setExact(true));
    }

    private static LocatorAssertions.HasCountOptions soon() {
        return new LocatorAssertions.HasCountOptions().setTimeout(60_000);
    }

    private static LocatorAssertions.ContainsTextOptions contains() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
    }
}
