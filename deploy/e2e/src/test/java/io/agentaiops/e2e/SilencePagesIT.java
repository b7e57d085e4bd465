package io.agentaiops.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Silences as people write, change, ask for and allow them. */
@Order(62)
class SilencePagesIT extends InBrowser {

    @Test
    void matchersKeepTheirCommasAndQuotesAndOnlyWhatWasChangedChanges() {
        at("#/alerts/silence/new");
        matchers("mountpoint=\"a,b=c\"\nhost=~\"x{1,3}\", path=\"say \\\"hi\\\" \\\\ bye\"");
        button("3 days").click();
        page.getByLabel("Why").fill("quoted");
        button("Silence").click();

        JsonNode made = silence("quoted");
        assertThat(made.at("/matchers").findValuesAsText("value"))
                .containsExactly("a,b=c", "x{1,3}", "say \"hi\" \\ bye");
        assertThat(length(made)).isBetween(Duration.ofHours(71), Duration.ofHours(73));
        card("quoted").getByText("Change").click();
        assertThat(page.getByLabel("What is silenced")).hasValue("""
                mountpoint="a,b=c"
                host=~"x{1,3}"
                path="say \\"hi\\" \\\\ bye\"""");
        page.getByLabel("Why").fill("quoted still");
        button("Save").click();

        JsonNode changed = silence("quoted still");
        for (String field : List.of("id", "startsAt", "endsAt", "matchers")) {
            assertThat(changed.path(field)).isEqualTo(made.path(field));
        }
    }

    @Test
    void aSilenceBeginsAndEndsWhenSomebodySaysSo() {
        LocalDateTime start = LocalDateTime.now(zone()).plusDays(1).truncatedTo(ChronoUnit.MINUTES);
        at("#/alerts/silence/new");
        matchers("host=\"tomorrow\"");
        page.getByLabel("From").fill(start.toString());
        page.getByLabel("Until").fill(start.plusMinutes(90).toString());
        page.getByLabel("Why").fill("planned work");
        button("Silence").click();

        JsonNode made = silence("planned work");
        assertThat(made.at("/status/state").asText()).isEqualTo("pending");
        assertThat(Instant.parse(made.path("startsAt").asText()))
                .isEqualTo(start.atZone(zone()).toInstant());
        assertThat(length(made)).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void whatIsWrongWithAMatcherIsSaidWhileItIsWritten() {
        at("#/alerts/silence/new");
        matchers("host=\"web-1");

        assertThat(page.getByText("the quote is not closed: \"web-1")).isVisible();
        assertThat(button("Silence")).isDisabled();
        matchers("host=~\"(\"");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("bad regular expression");
    }

    @Test
    void aBroadSilenceIsAskedForAndAllowedBySomebodyElse() {
        at("#/alerts/silence/new");
        matchers("own=~\".+\"");
        assertThat(page.getByText("Somebody else has to agree")).isVisible();
        page.getByLabel("Why").fill("asked by myself");
        button("Ask for it").click();
        Locator own = request("asked by myself");
        assertThat(own).containsText("somebody else has to agree");
        assertThat(own.getByText("Approve", new Locator.GetByTextOptions().setExact(true)))
                .hasCount(0);
        own.getByText("Take back").click();
        assertThat(own).hasCount(0);

        askedByAnOperator("denied work " + XSS);
        askedByAnOperator("allowed work");
        request("denied work").getByText("Deny").click();
        page.getByLabel("Why").fill("too much at once");
        button("Say no").click();
        assertThat(request("denied work")).hasCount(0);
        request("allowed work").getByText("Approve").click();

        assertThat(request("allowed work")).hasCount(0);
        assertThat(card("allowed work")).containsText("foreign=~\".+\"");
        card("allowed work").getByText("End now").click();
        assertThat(card("allowed work").getByText("End now")).hasCount(0);
    }

    @Test
    void aSilenceComesAgainEveryWeekUntilItIsDeleted() {
        at("#/alerts/silences");
        button("New one").click();
        page.getByLabel("What is silenced").fill("service=\"backup\", host=~\"a|b\"");
        page.getByLabel("sun").check();
        page.getByLabel("At", new Page.GetByLabelOptions().setExact(true)).fill("03:30");
        page.getByLabel("Why").fill("nightly copies " + XSS);
        button("Make it").click();

        Locator row = page.locator("recurring-silences li")
                .filter(new Locator.FilterOptions().setHasText("nightly copies " + XSS));
        assertThat(row).containsText("sunday at 03:30");
        assertThat(row).containsText("host=~\"a|b\"");
        row.getByText("Delete").click();
        button("Delete it").click();
        assertThat(row).hasCount(0);
    }

    private static void askedByAnOperator(String comment) {
        String key = gateway()
                .post("/api/v1/keys", Map.of("name", "asker", "role", "operator"))
                .json()
                .path("key")
                .asText();
        Api.Answer answer = new Api(gateway().base(), key)
                .post(
                        "/api/v2/silences",
                        Map.of(
                                "matchers",
                                List.of(Map.of("name", "foreign", "value", ".+", "isRegex", true, "isEqual", true)),
                                "startsAt",
                                Instant.now().toString(),
                                "endsAt",
                                Instant.now().plus(Duration.ofHours(1)).toString(),
                                "createdBy",
                                "asker",
                                "comment",
                                comment));
        assertThat(answer.status()).isEqualTo(403);
    }

    private void matchers(String text) {
        page.getByLabel("What is silenced").fill(text);
    }

    /** The silence with that comment, once the page has left the form. */
    private JsonNode silence(String comment) {
        assertThat(card(comment)).isVisible();
        return StreamSupport.stream(gateway().get("/api/v2/silences").json().spliterator(), false)
                .filter(silence -> silence.path("comment").asText().equals(comment))
                .findFirst()
                .orElseThrow();
    }

    private static Duration length(JsonNode silence) {
        return Duration.between(
                Instant.parse(silence.path("startsAt").asText()),
                Instant.parse(silence.path("endsAt").asText()));
    }

    private Locator card(String comment) {
        return page.locator("silence-list section.card").filter(new Locator.FilterOptions().setHasText(comment));
    }

    private Locator request(String comment) {
        return page.locator("silence-requests li").filter(new Locator.FilterOptions().setHasText(comment));
    }

    private ZoneId zone() {
        return ZoneId.of((String) page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone"));
    }
}
