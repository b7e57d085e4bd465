package io.agentaiops.agentgateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A question of a procedure, asked as users ask. */
@QuarkusTest
class FrontDoorIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String QUESTION = "Is a disk full?";

    private final ObjectMapper json;

    FrontDoorIT(ObjectMapper json) {
        this.json = json;
    }

    @AfterEach
    void searchWorks() {
        TestPlatform.PEERS.searchIsDown(false);
    }

    @Test
    void answerThatCitesADocumentIsGood() throws IOException {
        String id = Ids.next();
        Answered answered =
                door(TestPlatform.adminKey()).ask(QUESTION, id, SOON).orElseThrow();

        Finding finding = answered.judged("REST");

        assertThat(finding.outcome()).as(finding.summary()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(finding.evidence())
                .containsEntry("way", "REST")
                .containsEntry("state", "succeeded")
                .containsKeys("runId", "mode", "durationMs");
        assertThat(answered.citations()).isPositive();
        assertThat(door(TestPlatform.adminKey()).ask(QUESTION, id, SOON))
                .as("the same operation does not ask twice")
                .map(Answered::runId)
                .contains(answered.runId());
    }

    @Test
    void answerWithoutADocumentIsBad() throws IOException {
        TestPlatform.PEERS.searchIsDown(true);

        Optional<Finding> finding = door(TestPlatform.adminKey())
                .ask("Is the search index of " + Ids.next() + " well?", Ids.next(), SOON)
                .map(answered -> answered.judged("REST"));

        assertThat(finding).hasValueSatisfying(bad -> assertThat(bad.outcome()).isEqualTo(Outcome.FAILED));
    }

    @Test
    void keyThatIsNotTakenIsSaid() throws IOException {
        FrontDoorClient door = door("aiops_" + "x".repeat(40));

        assertThatThrownBy(() -> door.ask(QUESTION, Ids.next(), SOON))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("401");
    }

    private FrontDoorClient door(String key) throws IOException {
        Path file = Files.writeString(Files.createTempFile("front-door", ".key"), key + "\n");
        FrontDoorConfig config = new FrontDoorConfig() {
            @Override
            public Optional<String> address() {
                return Optional.of("http://127.0.0.1:" + RestAssured.port);
            }

            @Override
            public Optional<String> keyFile() {
                return Optional.of(file.toString());
            }
        };
        return new FrontDoorClient(config, json);
    }
}
