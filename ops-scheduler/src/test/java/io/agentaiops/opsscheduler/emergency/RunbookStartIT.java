package io.agentaiops.opsscheduler.emergency;

import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent begins runbooks, as tool-runner asks for it over the bus. */
@QuarkusTest
class RunbookStartIT {

    private static final String RUNBOOK = "emergency-stopped";

    private final OtherServices others;
    private final Set<String> begun = new HashSet<>();

    RunbookStartIT(OtherServices others) {
        this.others = others;
    }

    @BeforeEach
    void looksAreAnswered() {
        others.answerTool("emergency-look", true);
        await().until(() -> underWay().isEmpty());
    }

    @AfterEach
    void cancel() {
        begun.forEach(run -> operator().post("/api/v1/operations/" + run + "/cancel"));
    }

    @Test
    void runbookBeginsForTheCallerAndItsChangesWaitForAnApprover() {
        String call = Ids.next();

        OperationCompleted answer = ask(call, RUNBOOK, "grace");

        assertThat(answer.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(answer.evidence()).containsEntry("runId", call).containsEntry("begun", true);
        await().untilAsserted(() -> assertThat(state(call)).isEqualTo("waiting-approval"));
        assertThat(viewer().get("/api/v1/operations/" + call).path("trigger").toString())
                .isEqualTo("agent");
        assertThat(viewer().get("/api/v1/operations/" + call).path("principal").toString())
                .isEqualTo("grace");
        assertThat(others.calls("emergency-look"))
                .anyMatch(look -> look.origin().id().equals(call));
        assertThat(others.heard(ApprovalRequested.class))
                .filteredOn(request -> request.plan().contains("run: " + call))
                .singleElement()
                .satisfies(request -> assertThat(request.plan()).contains("emergency-restart"));
    }

    @Test
    void callThatIsMadeAgainFindsItsRun() {
        String call = Ids.next();
        ask(call, RUNBOOK, "grace");

        OperationCompleted again = ask(call, "emergency-stopped.md", "grace");

        assertThat(again.evidence()).containsEntry("runId", call).containsEntry("begun", true);
        assertThat(underWay()).containsExactly(call);
    }

    @Test
    void runbookThatIsUnderWayIsNotBegunTwice() {
        String first = Ids.next();
        ask(first, RUNBOOK, "grace");

        OperationCompleted second = ask(Ids.next(), RUNBOOK, "ada");

        assertThat(second.evidence()).containsEntry("runId", first).containsEntry("begun", false);
        assertThat(second.summary()).contains("was under way already");
        assertThat(underWay()).containsExactly(first);
    }

    @Test
    void callsAtTheSameTimeBeginItOnce() {
        List<String> calls = List.of(Ids.next(), Ids.next(), Ids.next(), Ids.next());
        calls.forEach(call -> request(call, RUNBOOK, "grace"));

        Set<Object> runs = new HashSet<>();
        calls.forEach(call -> runs.add(answer(call).evidence().get("runId")));
        begun.addAll(calls);

        assertThat(runs).hasSize(1);
        assertThat(underWay()).hasSize(1);
    }

    @Test
    void otherProceduresAreLeftToPeople() {
        OperationCompleted answer = ask(Ids.next(), "nightly", "grace");

        assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(answer.summary())
                .contains("there is no emergency runbook 'nightly'")
                .contains("emergency-stopped (A machine has stopped)");
    }

    private OperationCompleted ask(String call, String procedure, String principal) {
        request(call, procedure, principal);
        begun.add(call);
        return answer(call);
    }

    /** The request is kept by the call's id, so that its answers are found by it. */
    private void request(String call, String procedure, String principal) {
        others.say(new OperationRequested(
                Ids.next(),
                call,
                "runbook.start",
                Map.of("procedure", procedure, "call", call, "reason", "it looks stopped"),
                principal,
                false,
                Instant.now().plusSeconds(30)));
    }

    private OperationCompleted answer(String call) {
        int asked = (int) others.heard(OperationRequested.class).stream()
                .filter(request -> request.runId().equals(call))
                .count();
        return await().until(
                        () -> others.heard(OperationCompleted.class).stream()
                                .filter(done -> done.runId().equals(call)
                                        && done.capability().equals("runbook.start"))
                                .toList(),
                        answers -> answers.size() >= Math.max(1, asked))
                .getLast();
    }

    private static List<String> underWay() {
        List<String> waiting = viewer().get("/api/v1/operations?procedure=" + RUNBOOK + "&state=waiting-approval")
                .path("items.runId");
        List<String> running = viewer().get("/api/v1/operations?procedure=" + RUNBOOK + "&state=running")
                .path("items.runId");
        return java.util.stream.Stream.concat(waiting.stream(), running.stream())
                .toList();
    }

    private static String state(String run) {
        return viewer().get("/api/v1/operations/" + run).path("state").toString();
    }
}
