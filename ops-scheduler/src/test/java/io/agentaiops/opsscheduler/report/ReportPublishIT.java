package io.agentaiops.opsscheduler.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.document.DocumentChanged;
import io.agentaiops.opsscheduler.testing.Operations;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.agentaiops.opsscheduler.testing.ProcedureRuns;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReportPublishIT {

    private final OtherServices others;
    private final ReportPublish publish;

    ReportPublishIT(OtherServices others, ReportPublish publish) {
        this.others = others;
        this.publish = publish;
    }

    @Test
    void findingsOfARunAndWhatIsOpenComeIntoTheKnowledgeBaseAndRunsBeforeAreNamed() {
        others.answerTool("publish-look", false);
        JsonPath run = ProcedureRuns.awaitEnd(ProcedureRuns.start("published"));

        assertThat(run.getString("steps[2].summary"))
                .isEqualTo("Written to reports/what-was-found.md: 2 findings, 2 of them open");
        DocumentChanged first = published(1).getFirst();
        assertThat(first.title()).isEqualTo("What was found");
        assertThat(first.content())
                .startsWith("# What was found\n\nAs *Leaves a document* found it on ")
                .contains("- **Look**: exit code 1\n")
                .contains("| Look | failed | exit code 1 |")
                .contains("Was it \\| looked at?")
                .contains("/api/v1/operations/" + run.getString("runId") + "/report")
                .doesNotContain("output of publish-look")
                .doesNotContain("Runs before");

        others.answerTool("publish-look", true);
        ProcedureRuns.awaitEnd(ProcedureRuns.start("published"));

        assertThat(published(2).getLast().content())
                .contains("| Look | succeeded |")
                .contains("## Runs before")
                .contains("| failed | Look |");
    }

    @Test
    void documentThatWouldBeElsewhereIsRefused() {
        assertThatThrownBy(() -> publish.perform(
                        Operations.of(Capability.REPORT_PUBLISH, Map.of("document", "../guides/on-call"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../guides/on-call");
    }

    private List<DocumentChanged> published(int least) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> others.heard(DocumentChanged.class).stream()
                                .filter(event -> event.documentId().equals("reports/what-was-found.md"))
                                .toList(),
                        found -> found.size() >= least);
    }
}
