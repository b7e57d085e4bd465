package io.agentaiops.agentgateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.procedure.Procedure;
import io.agentaiops.agentgateway.run.Citation;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunbookAnswerTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Passage DISK = passage("disk.md", "Disk is full", "Symptoms", "3-9", 0.9);
    private static final Passage BACKUP = passage("backup.md", "Backups", "Where", "5-7", 0.5);
    private static final Procedure PROCEDURE = new Procedure(
            "disk",
            "Disk is full",
            "disk.md",
            List.of(
                    new Procedure.Step("look", "Look", "df -h", null, Map.of(), 1000, false, "10-14", "See `Use%`."),
                    new Procedure.Step("cut", "Cut the journal", "vacuum", null, Map.of(), 1000, true, "20-24", ""),
                    new Procedure.Step("tell", "Tell", null, "notify.send", Map.of(), 1000, false, "30-34", "")));

    @Test
    void everythingThatIsSaidHasItsPlace() {
        Step looked = step("c1", 1, "df -h")
                .ended(new Step.Result(
                        StepState.SUCCEEDED,
                        "/dev/vda1 93% /",
                        false,
                        0,
                        null,
                        new Step.Verdict(false, "93 is above 90"),
                        "bubblewrap",
                        12L,
                        NOW));
        Step waiting = step("c2", 2, "vacuum")
                .offered(
                        StepState.WAITING_APPROVAL,
                        new Step.Offer("a", "c2", "t", "vacuum", "h", "approver", "pending", NOW));
        AgentNotes.Plan plan = new AgentNotes.Plan(
                PROCEDURE,
                "troubleshooting",
                null,
                List.of(new AgentNotes.StepCall("look", "c1"), new AgentNotes.StepCall("cut", "c2")));

        Answer answer = compose(List.of(DISK, BACKUP), true, plan, List.of(looked, waiting));

        assertThat(answer.markdown())
                .startsWith("**No model took part in this answer** (Ollama is not reachable)")
                .contains("## Disk is full", "**Symptoms** [1]", "text of disk.md")
                .contains("### What was looked at", "**Look** [2]", "`df -h`: **not as expected**: 93 is above 90")
                .contains("```text\n/dev/vda1 93% /\n```", "See `Use%`.")
                .contains("### Changes that wait for an approver\n\n- **Cut the journal** [3]: `vacuum`")
                .contains("- **Tell** [4]: `notify.send`")
                .contains("### Also worth reading\n\n- Backups, Where [5]");
        assertThat(answer.citations()).extracting(Citation::number).containsExactly(1, 2, 3, 4, 5);
        assertThat(answer.citations())
                .extracting(Citation::lines)
                .containsExactly("3-9", "10-14", "20-24", "30-34", "5-7");
    }

    @Test
    void whatDoesNotFitIsNotDressedUpAsAnAnswer() {
        Answer answer = compose(List.of(BACKUP), false, new AgentNotes.Plan(null, "", null, List.of()), List.of());

        assertThat(answer.markdown()).contains("Nothing in the documents fits", "- Backups, Where [1]");
        assertThat(answer.markdown()).doesNotContain("text of backup.md");
    }

    @Test
    void aDocumentThatCouldNotBeExecutedSaysWhy() {
        Answer answer = compose(
                List.of(DISK),
                true,
                new AgentNotes.Plan(null, "troubleshooting", "ops-scheduler is not reachable", List.of()),
                List.of());

        assertThat(answer.markdown()).contains("were not executed: ops-scheduler is not reachable");
    }

    private static Answer compose(List<Passage> passages, boolean relevant, AgentNotes.Plan plan, List<Step> steps) {
        return RunbookAnswer.compose(
                new Relevance(0.3),
                "**No model took part in this answer** (Ollama is not reachable)",
                new Retrieval(passages, relevant, null),
                plan,
                steps);
    }

    private static Step step(String callId, int ordinal, String command) {
        return Step.asked(callId, ordinal, null, "terminal", Map.of("command", command), NOW, NOW);
    }

    private static Passage passage(String id, String title, String heading, String lines, double score) {
        return new Passage(id, null, title, "guide", heading, lines, "text of " + id, score, score, false);
    }
}
