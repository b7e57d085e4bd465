package io.agentaiops.toolrunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.approval.PlanHash;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.approval.ApprovalDecided.Decision;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.State;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.eventcontracts.tool.ToolCallRequested.GivenApproval;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was agreed to in other words than those asked for, or before it was asked for, counts as far as it is signed. */
@QuarkusTest
class EditedApprovalIT {

    private static final String CHANGE = "systemctl restart aiops-no-such-unit";

    @Inject
    BusProbe bus;

    @Inject
    CallProbe calls;

    @Inject
    ApproverProbe approver;

    @Test
    void editedArgumentsRunInThePlaceOfThoseShownIfTheyAreSignedFor() {
        ApprovalRequested asked = approver.askFor(CHANGE);
        Map<String, Object> edited = Map.of("command", "systemctl reload aiops-no-such-unit");
        String hash = PlanHash.ofArguments(edited);

        approver.refused(ApproverProbe.edited(asked, edited, approver.proof(asked, "approve", "approver")));
        approver.refused(ApproverProbe.edited(
                asked, edited, approver.proof(asked, Map.of("argumentsHash", PlanHash.ofArguments(Map.of())))));
        approver.refused(
                ApproverProbe.decided(asked, Decision.APPROVE, approver.proof(asked, Map.of("argumentsHash", hash))));
        assertThat(row(asked, "attempts")).isEqualTo("0");

        bus.send(ApproverProbe.edited(asked, edited, approver.proof(asked, Map.of("argumentsHash", hash))));
        completed(asked);
        assertThat(row(asked, "arguments")).contains("systemctl reload");
        assertThat(row(asked, "plan")).startsWith("systemctl reload aiops-no-such-unit\n");
        assertThat(row(asked, "plan_hash")).isNotEqualTo(asked.planHash());
        assertThat(row(asked, "attempts")).isEqualTo("1");
    }

    @Test
    void editedArgumentsAreJudgedLikeAnyOthers() {
        ApprovalRequested asked = approver.askFor(CHANGE);
        Map<String, Object> forbidden = Map.of("command", "cat /etc/shadow");
        bus.send(ApproverProbe.edited(
                asked, forbidden, approver.proof(asked, Map.of("argumentsHash", PlanHash.ofArguments(forbidden)))));
        assertThat(completed(asked).state()).isEqualTo(State.DENIED);
        assertThat(row(asked, "attempts")).isEqualTo("0");

        ApprovalRequested one = approver.askFor(CHANGE);
        Map<String, Object> graver = Map.of("command", "ollama rm aiops-no-such-model");
        bus.send(ApproverProbe.edited(
                one, graver, approver.proof(one, Map.of("argumentsHash", PlanHash.ofArguments(graver)))));
        ApprovalRequested again = await().atMost(CallProbe.SOON)
                .until(
                        () -> bus.heard(
                                ApprovalRequested.class,
                                asking -> String.valueOf(one.callId()).equals(asking.callId())
                                        && !asking.approvalId().equals(one.approvalId())),
                        found -> !found.isEmpty())
                .getFirst();
        assertThat(again.approvers()).isEqualTo(2);
        assertThat(row(one, "attempts")).isEqualTo("0");
    }

    @Test
    void approvalThatACallerBringsIsGoodForOneCallOfExactlyThatCommand() {
        String plan = "procedure: p\nrun: " + Ids.next() + "\nstep: restart\nrun: " + CHANGE;
        GivenApproval given = given(plan);

        ToolCallCompleted done = calls.completed(bring(CHANGE, given));
        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.sandbox()).isNotNull();

        waits(bring(CHANGE, given));
        waits(bring("systemctl stop aiops-no-such-unit", given(plan + " ")));
        waits(bring(CHANGE, new GivenApproval(Ids.next(), plan, given.proof())));
        waits(bring("ollama rm aiops-no-such-model", given("x\nrun: ollama rm aiops-no-such-model")));
    }

    private GivenApproval given(String plan) {
        String id = Ids.next();
        return new GivenApproval(id, plan, approver.proof(id, PlanHash.of(plan), "approve", "approver", Map.of()));
    }

    private String bring(String command, GivenApproval given) {
        String callId = Ids.next();
        bus.send(new ToolCallRequested(
                callId,
                "terminal",
                Map.of("command", command),
                new Origin(Origin.Kind.RUN, Ids.next()),
                "ada",
                null,
                Instant.now().plusSeconds(60),
                null,
                given));
        return callId;
    }

    private void waits(String callId) {
        await().atMost(CallProbe.SOON)
                .until(() -> !bus.heard(ApprovalRequested.class, asked -> callId.equals(asked.callId()))
                        .isEmpty());
    }

    private ToolCallCompleted completed(ApprovalRequested asked) {
        return calls.completed(String.valueOf(asked.callId()));
    }

    private String row(ApprovalRequested asked, String column) {
        return calls.row(String.valueOf(asked.callId()), column);
    }
}
