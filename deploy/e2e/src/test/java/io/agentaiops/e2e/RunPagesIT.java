package io.agentaiops.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs of procedures, held and let go by clicks. */
@Order(62)
class RunPagesIT extends InBrowser {

    @Test
    void dryRunSaysWhatWouldBeDone() {
        at("#/operations/procedures/disk-filling-up");
        button("Dry run").click();

        assertThat(page.getByText("dry run", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(page.locator("data-table").getByText("planned").first()).isVisible(WHILE_A_RUN_TAKES);
    }

    @Test
    void runIsPausedResumedCancelledAndBegunAgain() {
        String run = gateway()
                .post("/api/v1/procedures/disk-filling-up/runs", Map.of())
                .json()
                .path("runId")
                .asText();
        at("#/operations/runs/" + run);
        button("Pause").click();
        assertThat(page.getByText("paused", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        button("Resume").click();
        assertThat(button("Pause")).isVisible();
        button("Cancel").click();
        assertThat(page.getByText("cancelled", new Page.GetByTextOptions().setExact(true))
                        .first())
                .isVisible(WHILE_A_RUN_TAKES);

        button("Run again").click();
        assertThat(button("Pause")).isVisible();
        button("Cancel").click();
        assertThat(button("Run again")).isVisible(WHILE_A_RUN_TAKES);
    }

    @Test
    void failedRunGoesOnFromTheFailedStep() {
        String run = gateway()
                .post("/api/v1/procedures/daily-health-check/runs", Map.of())
                .json()
                .path("runId")
                .asText();
        at("#/operations/runs/" + run);
        button("From the failed step").click(new Locator.ClickOptions().setTimeout(120_000));

        assertThat(link("from where another run ended")).isVisible();
    }
}
