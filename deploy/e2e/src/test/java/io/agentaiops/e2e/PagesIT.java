package io.agentaiops.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The main path of each page, clicked through; every text that people or tools may write holds an injection. */
@Order(61)
class PagesIT extends InBrowser {

    @Test
    void alertAppearsByItselfAndIsSilencedAfterAPreview() {
        at("#/alerts?q=PageProbe");
        assertThat(page.getByText("No alert fits the filter").or(page.getByText("No alert is firing")))
                .isVisible();
        fire("PageProbe", "web-1");

        assertThat(link("PageProbe")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(3_000));
        link("PageProbe").click();
        assertThat(page.getByText("Probe " + XSS)).isVisible();
        link("Silence").click();
        assertThat(page.getByText("Would hold back 1 alert now")).isVisible();
        page.getByLabel("Why").fill("seen in a test " + XSS);
        button("Silence").click();

        assertThat(page.getByText("holds back 1")).isVisible();
        at("#/alerts?q=alertname%3DPageProbe");
        assertThat(page.getByText("silenced", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    @Test
    void filterGroupingAndOrderAreThereAgainAfterAReload() {
        fire("OrderProbe", "order-1");
        at("#/alerts");
        page.getByLabel("Filter alerts").fill("OrderProbe");
        page.getByLabel("Group by").selectOption("host");
        page.getByRole(AriaRole.COLUMNHEADER)
                .getByText("Since", new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(page).hasURL(Pattern.compile(".*#/alerts\\?q=OrderProbe&by=host&sort=since"));
        page.reload();

        assertThat(page.getByText("host=order-1").first()).isVisible();
        assertThat(page.getByLabel("Filter alerts")).hasValue("OrderProbe");
        assertThat(page.getByLabel("Group by")).hasValue("host");
        assertThat(page.locator("[aria-sort=ascending]").first()).containsText("Since");
    }

    @Test
    void routeTestSaysWhoWouldBeTold() {
        at("#/alerts/routing");
        page.getByLabel("Labels").fill("alertname=Anything\nseverity=critical");
        button("Find its way").click();

        assertThat(page.getByText("Would tell critical")).isVisible();
        assertThat(page.locator(".node.hit")).containsText("severity=\"critical\"");
        assertThat(page.locator(".node.hit")).hasCount(1);

        page.getByLabel("Labels").fill("alertname=\"Anything, even this\"\nseverity=info");
        button("Find its way").click();
        assertThat(page.getByText("Would tell operations")).isVisible();
        assertThat(page.locator(".node.hit")).containsText("every alert");
    }

    @Test
    void testOfAReceiverSaysHowItWentByEachWay() {
        at("#/alerts/routing");
        page.locator("li")
                .filter(new Locator.FilterOptions().setHasText("counted"))
                .getByText("Send a test")
                .click();
        Locator outcome = page.getByLabel("Test of counted");
        assertThat(outcome).containsText("webhook");
        assertThat(outcome).containsText("delivered");
    }

    @Test
    void procedureIsRunAndFollowedToItsReport() {
        List<String> readings = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().matches(".*/api/v1/operations/[0-9a-f-]{36}")) {
                readings.add(request.url());
            }
        });
        at("#/operations/procedures/daily-health-check");
        button("Run now").click();

        assertThat(page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Steps")))
                .isVisible();
        button("Report").click(new Locator.ClickOptions().setTimeout(60_000));
        assertThat(page.locator("rich-text").getByText("daily-health-check").first())
                .isVisible();
        assertThat(readings)
                .as("as a whole the run is read at its begin and its end")
                .hasSizeLessThan(4);
    }

    @Test
    void approvalIsDeniedInTheInboxWithAReason() {
        JsonNode run = gateway().ask("How do I restart the ollama service?", "runbook");
        String approval = run.at("/approvals/0/approvalId").asText();
        at("#/approvals/" + approval);
        page.getByLabel("Reason").fill("not now " + XSS);
        button("Deny").click();

        at("#/approvals/denied");
        assertThat(page.getByText("not now " + XSS).first()).isVisible();
        assertThat(gateway()
                        .get("/api/v1/approvals/" + approval)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("denied");
    }

    @Test
    void droppedDocumentIsFoundAndOpenedAtItsLine() {
        String text = "# Flux capacitor " + XSS + "\n\nThe flux capacitor of rack nine hums when it is starved: " + XSS
                + " give it 1.21 gigawatts.\n\n[click](javascript:window.pwned=1)\n";
        at("#/knowledge");
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload("flux.md", "text/markdown", text.getBytes(StandardCharsets.UTF_8)));
        page.getByLabel("Title").fill("The capacitor");
        page.getByLabel("Tags").fill("flux, rack nine");
        button("Send").click();
        assertThat(page.getByText("It can be found now, in")).isVisible(WHILE_A_RUN_TAKES);
        assertThat(gateway()
                        .get("/api/v1/documents/uploads/flux.md")
                        .json()
                        .path("tags")
                        .toString())
                .contains("flux", "rack nine");
        page.getByLabel("Find a document").fill("flux.md indexed");
        assertThat(page.locator("data-table").getByText("indexed", new Locator.GetByTextOptions().setExact(true)))
                .isVisible(WHILE_A_RUN_TAKES);

        at("#/knowledge/search?q=flux+capacitor+starved");
        page.locator(".hit a").first().click();
        assertThat(page.locator(".line.cited").first()).isVisible();
        button("As it reads").click();
        assertThat(page.locator("rich-text")).containsText("gigawatts");
    }

    @Test
    void toolIsJudgedAndCalledByHand() {
        at("#/tools/tool/terminal");
        page.getByLabel("command").fill("df -h");
        button("Only judge it").click();
        assertThat(page.getByText("allow", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        button("Run").click();

        assertThat(page.getByLabel("Output"))
                .containsText("Filesystem", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        page.getByLabel("command").fill("date '+" + XSS + "'");
        button("Run").click();
        assertThat(page.getByLabel("Output"))
                .containsText("onerror", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
    }

    @Test
    void questionAndAnswerAreTextToThePage() {
        at("#/chat");
        page.getByLabel("Your question").fill("Who is on escalation level 2? " + XSS);
        page.keyboard().press("Enter");
        assertThat(page.getByText("answered", new Page.GetByTextOptions().setExact(true)))
                .isVisible(WHILE_A_RUN_TAKES);

        assertThat(page.locator("h2.question")).containsText(XSS);
        assertThat(page.locator("session-list")).containsText(XSS.substring(0, 30));
        page.locator("citation-list button").first().click();
        page.locator("citation-list a").first().click();
        assertThat(page.locator(".line.cited").first()).isVisible();
    }

    @Test
    void conversationIsFoundAmongAllAndTheSlashLeadsToTheQuestion() {
        for (int i = 0; i < 35; i++) {
            gateway().post("/api/v1/sessions", Map.of("title", i == 0 ? "The oldest of them " + XSS : "younger " + i));
        }
        at("#/chat");
        assertThat(page.locator("session-list").getByText("younger 34")).isVisible();
        assertThat(page.locator("session-list").getByText("The oldest of them")).hasCount(0);
        page.getByLabel("Find a conversation").fill("oldest of");
        page.locator("session-list").getByText("The oldest of them").click();

        page.locator("session-list a").first().focus();
        page.keyboard().press("/");
        assertThat(page.getByLabel("Your question")).isFocused();
        page.keyboard().press("Control+k");
        page.getByLabel("Go to a page, procedure, conversation or document").fill("the oldest of");
        assertThat(page.getByRole(AriaRole.OPTION).getByText("conversation")).isVisible();
    }

    @Test
    void viewerIsShownNothingThatOnlyOthersMayDo() {
        at("#/keys");
        button("New key").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("second monitor");
        button("Make the key").click();
        String key = page.getByLabel("The key").innerText().strip();
        button("Close").click();
        button("Sign out").click();
        signIn(key);
        assertThat(heading("Overview")).isVisible();

        assertThat(link("Keys")).hasCount(0);
        assertThat(link("Audit")).hasCount(0);
        at("#/alerts");
        assertThat(heading("Alerts")).isVisible();
        assertThat(link("New silence")).hasCount(0);
        at("#/operations/procedures/daily-health-check");
        assertThat(heading("Daily system health check")).isVisible();
        assertThat(button("Run now")).hasCount(0);
    }

    @Test
    void answerIsRatedAndBecomesACase() {
        at("#/chat?ask=" + "Who%20is%20on%20escalation%20level%202%3F");
        button("Not helpful").click(new Locator.ClickOptions().setTimeout(60_000));
        page.getByLabel("What was good or wrong about it?").fill("wrong level " + XSS);
        button("Send").click();
        button("File a case").click();
        page.getByLabel("What is the problem?").fill("The answer names nobody " + XSS);
        button("File the case").click();

        assertThat(page.locator("case-view")).containsText("The answer names nobody " + XSS);
        at("#/sessions?part=feedback");
        assertThat(page.getByText("wrong level " + XSS).first()).isVisible();
    }

    @Test
    void backupIsMadeProvenAndShowsTheWayBack() {
        at("#/operations/backups");
        button("Make a daily backup").click();

        assertThat(page.getByText("Last proven restore").first()).isVisible(WHILE_A_RUN_TAKES);
        page.getByText("Restore from this backup").first().click();
        assertThat(page.getByText("./aiops restore --from daily-").first()).isVisible();
        at("#/overview");
        assertThat(page.getByText("Last proven restore")).isVisible();
        assertThat(page.getByText("Compliance score")).isVisible();
    }

    @Test
    void auditChainIsVerified() {
        at("#/audit");
        button("Verify the chain").click();

        assertThat(page.getByText("The chain is whole")).isVisible();
        assertThat(page.locator("data-table .row-line").first()).isVisible();
    }

    @Test
    void unknownAddressSaysWhereToGo() {
        at("#/nowhere");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is no page at this address");
    }

    private static void fire(String name, String host) {
        Api.Answer answer = gateway()
                .post(
                        "/api/v2/alerts",
                        List.of(Map.of(
                                "labels",
                                Map.of("alertname", name, "host", host, "severity", "info"),
                                "annotations",
                                Map.of("summary", "Probe " + XSS, "description", XSS))));
        assertThat(answer.status()).isEqualTo(200);
    }
}
