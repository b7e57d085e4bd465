package io.agentaiops.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The pages of those who answer for the platform, clicked through: incidents, thresholds, keys, logs, privacy, compliance. */
@Order(62)
class ControlPagesIT extends InBrowser {

    @Test
    void alertIsNotedAssignedAndAcknowledgedAndItsTimeLineTellsIt() throws Exception {
        gateway()
                .post(
                        "/api/v2/alerts",
                        List.of(Map.of(
                                "labels",
                                Map.of("alertname", "ControlProbe", "host", "web-2", "severity", "warning"),
                                "annotations",
                                Map.of("summary", "Control probe"))));
        at("#/alerts?q=ControlProbe");
        link("ControlProbe").click();

        button("Note").click();
        page.getByLabel("What was seen or done").fill("looked at it " + XSS);
        button("Note it").click();
        button("Assign").click();
        page.getByLabel("To whom").fill("grace");
        button("Assign it").click();
        button("Acknowledge").click();

        assertThat(page.getByText("Acknowledged; it is not escalated further.")).isVisible();
        assertThat(page.getByText("looked at it " + XSS).first()).isVisible();
        assertThat(button("Take back")).isVisible();
        Download report = page.waitForDownload(() -> button("Report").click());
        assertThat(Files.readString(report.path())).contains("looked at it").contains("grace");
    }

    @Test
    void thresholdIsTriedSetAndTakenBack() {
        at("#/alerts/thresholds");
        Locator rule = page.locator("section.card")
                .filter(new Locator.FilterOptions().setHasText("ProbeLoadHigh"))
                .first();
        rule.getByText("Change").click();
        button("Try it on the last hour").click();
        assertThat(page.getByText("in the last hour", new Page.GetByTextOptions().setExact(false))
                        .last())
                .isVisible();

        button("Set it").click();
        assertThat(rule.getByText("set by hand")).isVisible();
        rule.getByText("Change").click();
        button("Take it back").click();
        assertThat(rule.getByText("set by hand")).hasCount(0);
    }

    @Test
    void thresholdIsMadeAndWhatIsWrongWithItIsSaid() {
        at("#/alerts/thresholds");
        button("New rule").click();
        page.getByLabel("Name of the alert").fill("MadeByHand");
        Locator rule = page.getByLabel("The rule, in the keys of thresholds.yml");
        String draft = rule.inputValue();
        rule.fill(draft.replace("\"5m\"", "\"soon\""));
        button("Set it").click();
        assertThat(page.getByText("\"soon\" is not a duration")).isVisible();

        rule.fill(draft);
        button("Set it").click();
        Locator made = page.locator("section.card").filter(new Locator.FilterOptions().setHasText("MadeByHand"));
        assertThat(made.getByText("set by hand")).isVisible();
        made.getByText("Change").click();
        button("Take it back").click();
        assertThat(made).hasCount(0);
    }

    @Test
    void keyIsRotatedAndRevoked() {
        at("#/keys");
        button("New key").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("turning");
        button("Make the key").click();
        String first = page.getByLabel("The key").innerText().strip();
        button("Close").click();
        assertThat(statusWith(first)).isEqualTo(200);

        row("turning").getByText("Rotate").click();
        button("Make a new key").click();
        String second = page.getByLabel("The key").innerText().strip();
        button("Close").click();
        assertThat(second).isNotEqualTo(first);
        assertThat(statusWith(second)).isEqualTo(200);

        while (row("turning").getByText("Revoke").count() > 0) {
            int before = row("turning").count();
            row("turning").getByText("Revoke").first().click();
            button("Revoke the key").click();
            assertThat(row("turning")).hasCount(before - 1);
        }
        assertThat(statusWith(first)).isEqualTo(401);
        assertThat(statusWith(second)).isEqualTo(401);
    }

    @Test
    void logsAreFoundByTheirWords() {
        at("#/logs");
        page.getByLabel("Words").fill("nothing-ever-logged-this");
        page.keyboard().press("Enter");

        assertThat(page.getByText("No warning and no error")).isVisible();
        assertThat(page.getByText("0 found")).isVisible();
    }

    @Test
    void textIsShownWithoutWhatIsPersonal() {
        at("#/settings");
        page.getByLabel("Text", new Page.GetByLabelOptions().setExact(true))
                .fill("mail ada@example.org about it " + XSS);
        button("Try").click();

        assertThat(page.getByLabel("Without it")).containsText("about it");
        assertThat(page.getByLabel("Without it").innerText()).doesNotContain("ada@example.org");
    }

    @Test
    void conversationsAreListedAndExported() throws Exception {
        gateway().ask("Who is on escalation level 3?", "runbook");
        at("#/sessions");
        assertThat(page.getByText("Who is on escalation level 3?").first()).isVisible();

        Download data = page.waitForDownload(() -> button("Export my data").click());
        assertThat(Files.readString(data.path())).contains("Who is on escalation level 3?");
    }

    @Test
    void controlsAreLookedAtAndTheirEvidenceIsHandedOut() throws Exception {
        at("#/compliance");
        button("Look now").click();
        assertThat(page.getByText("Every control was looked at.")).isVisible(WHILE_A_RUN_TAKES);

        Download evidence =
                page.waitForDownload(() -> button("Evidence for an auditor").click());
        assertThat(evidence.suggestedFilename()).isEqualTo("compliance-evidence.zip");
        assertThat(Files.readAllBytes(evidence.path())).startsWith('P', 'K');
    }

    @Test
    void maintenanceWindowsSayWhenTheyOpenAndForHowLong() {
        at("#/operations");
        link("Maintenance").click();
        Locator saturday =
                page.locator("section.card").filter(new Locator.FilterOptions().setHasText("Scheduled maintenance"));
        assertThat(saturday).containsText("2 h at most");
        assertThat(saturday).containsText("0 2 * * 6");
        saturday.getByText("Scheduled maintenance").click();
        assertThat(heading("Scheduled maintenance")).isVisible();
    }

    @Test
    void weekOfOccurrencesTurnsBackAndForth() {
        at("#/operations/calendar");
        link("Earlier").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        link("Now").click();

        assertThat(page.getByText("daily-health-check").first()).isVisible();
    }

    private Locator row(String text) {
        return page.locator("data-table .row-line").filter(new Locator.FilterOptions().setHasText(text));
    }

    private static int statusWith(String key) {
        return new Api(gateway().base(), key).get("/api/v1/me").status();
    }
}
