package io.agentaiops.alertrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The amtool of Debian, unmodified, against our port. */
@QuarkusTest
class AmtoolIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private String thisCase = "";

    @BeforeEach
    void newCase() {
        Amtool.needed();
        thisCase = Ids.next();
    }

    private static String amtool(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--alertmanager.url=http://any:key-of-ada@127.0.0.1:" + RestAssured.port);
        Amtool.Result result = Amtool.run(all);
        assertThat(result.code()).as(result.output()).isZero();
        return result.output();
    }

    @Test
    void alertIsAddedAndQueried() {
        amtool("alert", "add", "alertname=ByAmtool", "case=" + thisCase, "--annotation=summary=from the shell");

        assertThat(amtool("alert", "query", "case=" + thisCase, "--output=extended"))
                .contains("ByAmtool", "from the shell", "active");
        assertThat(amtool("alert", "query", "case=" + thisCase, "--receiver=nobody"))
                .doesNotContain("ByAmtool");
    }

    @Test
    void silenceIsAddedQueriedUpdatedExpiredAndImported() throws IOException {
        String id = amtool("silence", "add", "case=" + thisCase, "--comment=by amtool", "--author=ada")
                .strip();
        assertThat(amtool("silence", "query", "case=" + thisCase, "--output=extended"))
                .contains(id, "by amtool", "ada");
        assertThat(amtool("silence", "update", id, "--duration=2h", "--comment=longer"))
                .contains("longer");

        String exported = amtool("silence", "query", "case=" + thisCase, "--output=json");
        amtool("silence", "expire", id);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(amtool("silence", "query", "case=" + thisCase, "-q")
                                .strip())
                        .isEmpty());
        Path file = Files.writeString(Files.createTempFile("silences", ".json"), exported);
        amtool("silence", "import", file.toString());
        assertThat(amtool("silence", "query", "case=" + thisCase, "-q").strip()).isNotEmpty();
    }

    @Test
    void silencedAlertIsShownAsSuppressedOnly() {
        amtool("silence", "add", "case=" + thisCase, "--comment=quiet");
        amtool("alert", "add", "alertname=Quiet", "case=" + thisCase);

        assertThat(amtool("alert", "query", "case=" + thisCase)).doesNotContain("Quiet");
        assertThat(amtool("alert", "query", "--silenced", "case=" + thisCase)).contains("Quiet");
    }

    @Test
    void clusterAndConfigurationAreShown() {
        assertThat(amtool("cluster", "show")).contains("disabled");
        assertThat(amtool("config", "show")).contains("receivers:").doesNotContain("secret-token");
    }
}
