package io.agentaiops.toolrunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.approval.ApprovalProof;
import io.agentaiops.eventbus.approval.PlanHash;
import io.agentaiops.eventcontracts.EventHeaders;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.eventcontracts.approval.ApprovalDecided.Decision;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.State;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.eventcontracts.tool.ToolCallRequested.GivenApproval;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Changes wait for a person, and nobody but the gateway can say that a person agreed. */
@QuarkusTest
class ApprovalIT {

    private static final Duration SOON = Duration.ofSeconds(25);
    /** There is no such unit, so that running it is harmless; whether it ran is seen by its exit code. */
    private static final String CHANGE = "systemctl restart aiops-no-such-unit";

    @Inject
    BusProbe bus;

    @Inject
    Jdbi jdbi;

    @ConfigProperty(name = "aiops.test.jwt.private-key")
    String gatewayKey;

    @Test
    void approvedChangeRunsOnce() {
        ApprovalRequested asked = askFor(CHANGE);
        assertThat(asked.plan()).startsWith(CHANGE + "\n");
        assertThat(asked.requester()).isEqualTo("tool-runner");
        ApprovalDecided approved = decided(asked, Decision.APPROVE, proof(asked, "approve", "approver"));

        bus.send(approved);
        bus.send(approved);

        ToolCallCompleted done = completed(asked);
        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.sandbox()).isNotNull();
        assertThat(done.exitCode()).isNotZero();
        assertThat(row(asked, "approved_by")).isEqualTo("grace");
        assertThat(row(asked, "attempts")).isEqualTo("1");
    }

    @Test
    void deniedChangeNeverRuns() {
        ApprovalRequested asked = askFor(CHANGE);

        bus.send(decided(asked, Decision.DENY, proof(asked, "deny", "approver")));

        ToolCallCompleted done = completed(asked);
        assertThat(done.state()).isEqualTo(State.DENIED);
        assertThat(done.reason()).isEqualTo("denied by grace: because");
        assertThat(row(asked, "attempts")).isEqualTo("0");
    }

    @Test
    void decisionThatIsNotProvenChangesNothing() throws NoSuchAlgorithmException {
        ApprovalRequested asked = askFor(CHANGE);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        PrivateKey stranger = generator.generateKeyPair().getPrivate();
        String foreign = Jwt.issuer("agent-gateway")
                .audience(ApprovalProof.AUDIENCE)
                .subject("mallory")
                .groups(Set.of("approver"))
                .claim("approvalId", asked.approvalId())
                .claim("planHash", asked.planHash())
                .claim("decision", "approve")
                .expiresIn(Duration.ofMinutes(5))
                .sign(stranger);
        ApprovalRequested other = askFor("systemctl stop aiops-no-such-unit");

        refused(decided(asked, Decision.APPROVE, foreign));
        refused(decided(asked, Decision.APPROVE, "not.a.token"));
        refused(decided(asked, Decision.APPROVE, proof(asked, "approve", "operator")));
        refused(decided(asked, Decision.APPROVE, proof(asked, "deny", "approver")));
        refused(decided(asked, Decision.APPROVE, proof(other, "approve", "approver")));
        refused(new ApprovalDecided(
                asked.approvalId(),
                "tool-runner",
                Decision.APPROVE,
                other.planHash(),
                "grace",
                "because",
                proof(other, "approve", "approver"),
                Instant.now()));

        assertThat(row(asked, "state")).isEqualTo("waiting-approval");
        assertThat(row(asked, "attempts")).isEqualTo("0");
    }

    @Test
    void whatRunsIsWhatWasApproved() {
        ApprovalRequested asked = askFor(CHANGE);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update tool_call set arguments = '{\"command\": \"systemctl stop ssh\"}' where call_id = :id")
                .bind("id", asked.callId())
                .execute());

        bus.send(decided(asked, Decision.APPROVE, proof(asked, "approve", "approver")));

        ToolCallCompleted done = completed(asked);
        assertThat(done.state()).isEqualTo(State.DENIED);
        assertThat(done.reason()).isEqualTo("what would run now is not what was approved");
        assertThat(done.sandbox()).isNull();
    }

    @Test
    void undecidedChangeExpires() {
        ApprovalRequested asked = askFor(CHANGE);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update tool_call set approval_expires_at = now() - interval '1 second' where call_id = :id")
                .bind("id", asked.callId())
                .execute());

        assertThat(completed(asked).state()).isEqualTo(State.EXPIRED);
        bus.send(decided(asked, Decision.APPROVE, proof(asked, "approve", "approver")));
        completed(askAndComplete("uptime"));
        assertThat(row(asked, "attempts")).isEqualTo("0");
    }

    @Test
    void whatIsShownNamesHostCallerAndWhatWouldHappen() throws IOException {
        ApprovalRequested asked = askFor(CHANGE);

        assertThat(asked.plan())
                .contains("\nhost: "
                        + Files.readString(Path.of("/proc/sys/kernel/hostname")).strip() + "\n")
                .endsWith("\ncaller: ada\n");
        assertThat(asked.approvers()).isEqualTo(1);
        assertThat(asked.arguments()).isEqualTo(Map.of("command", CHANGE));
        assertThat(asked.reason()).isEqualTo("it changes the machine");
        assertThat(asked.preview()).isNotBlank();
    }

    @Test
    void destructionNeedsTwoPersons() {
        ApprovalRequested asked = askFor("ollama rm aiops-no-such-model");
        assertThat(asked.approvers()).isEqualTo(2);

        refused(decided(asked, Decision.APPROVE, proof(asked, "approve", "approver")));
        refused(decided(asked, Decision.APPROVE, proof(asked, Map.of("approvers", List.of("grace")))));
        assertThat(row(asked, "state")).isEqualTo("waiting-approval");

        bus.send(decided(asked, Decision.APPROVE, proof(asked, Map.of("approvers", List.of("ada", "grace")))));
        completed(asked);
        assertThat(row(asked, "approved_by")).isEqualTo("ada and grace");
        assertThat(row(asked, "attempts")).isEqualTo("1");
    }

    @Test
    void editedArgumentsRunInThePlaceOfThoseShownIfTheyAreSignedFor() {
        ApprovalRequested asked = askFor(CHANGE);
        Map<String, Object> edited = Map.of("command", "systemctl reload aiops-no-such-unit");
        String hash = PlanHash.ofArguments(edited);

        refused(edited(asked, edited, proof(asked, "approve", "approver")));
        refused(edited(asked, edited, proof(asked, Map.of("argumentsHash", PlanHash.ofArguments(Map.of())))));
        refused(decided(asked, Decision.APPROVE, proof(asked, Map.of("argumentsHash", hash))));
        assertThat(row(asked, "attempts")).isEqualTo("0");

        bus.send(edited(asked, edited, proof(asked, Map.of("argumentsHash", hash))));
        completed(asked);
        assertThat(row(asked, "arguments")).contains("systemctl reload");
        assertThat(row(asked, "plan")).startsWith("systemctl reload aiops-no-such-unit\n");
        assertThat(row(asked, "plan_hash")).isNotEqualTo(asked.planHash());
        assertThat(row(asked, "attempts")).isEqualTo("1");
    }

    @Test
    void editedArgumentsAreJudgedLikeAnyOthers() {
        ApprovalRequested asked = askFor(CHANGE);
        Map<String, Object> forbidden = Map.of("command", "cat /etc/shadow");
        bus.send(edited(asked, forbidden, proof(asked, Map.of("argumentsHash", PlanHash.ofArguments(forbidden)))));
        assertThat(completed(asked).state()).isEqualTo(State.DENIED);
        assertThat(row(asked, "attempts")).isEqualTo("0");

        ApprovalRequested one = askFor(CHANGE);
        Map<String, Object> graver = Map.of("command", "ollama rm aiops-no-such-model");
        bus.send(edited(one, graver, proof(one, Map.of("argumentsHash", PlanHash.ofArguments(graver)))));
        ApprovalRequested again = await().atMost(SOON)
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

        ToolCallCompleted done = completed(bring(CHANGE, given));
        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.sandbox()).isNotNull();

        waits(bring(CHANGE, given));
        waits(bring("systemctl stop aiops-no-such-unit", given(plan + " ")));
        waits(bring(CHANGE, new GivenApproval(Ids.next(), plan, given.proof())));
        waits(bring("ollama rm aiops-no-such-model", given("x\nrun: ollama rm aiops-no-such-model")));
    }

    private GivenApproval given(String plan) {
        String id = Ids.next();
        return new GivenApproval(id, plan, proof(id, PlanHash.of(plan), "approve", "approver", Map.of()));
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
        await().atMost(SOON)
                .until(() -> !bus.heard(ApprovalRequested.class, asked -> callId.equals(asked.callId()))
                        .isEmpty());
    }

    private static ApprovalDecided edited(ApprovalRequested asked, Map<String, Object> arguments, String proof) {
        return new ApprovalDecided(
                asked.approvalId(),
                "tool-runner",
                Decision.APPROVE,
                asked.planHash(),
                "grace",
                "because",
                proof,
                Instant.now(),
                arguments);
    }

    private ApprovalRequested askFor(String command) {
        String callId = askAndComplete(command);
        return await().atMost(SOON)
                .until(
                        () -> bus.heard(ApprovalRequested.class, asked -> callId.equals(asked.callId())),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private String askAndComplete(String command) {
        String callId = Ids.next();
        bus.send(new ToolCallRequested(
                callId,
                "terminal",
                Map.of("command", command),
                new Origin(Origin.Kind.RUN, Ids.next()),
                "ada",
                null,
                Instant.now().plusSeconds(60),
                null));
        return callId;
    }

    private static ApprovalDecided decided(ApprovalRequested asked, Decision decision, String proof) {
        return new ApprovalDecided(
                asked.approvalId(),
                "tool-runner",
                decision,
                asked.planHash(),
                "grace",
                "because",
                proof,
                Instant.now());
    }

    private String proof(ApprovalRequested asked, String decision, String role) {
        return proof(asked.approvalId(), asked.planHash(), decision, role, Map.of());
    }

    private String proof(ApprovalRequested asked, Map<String, Object> claims) {
        return proof(asked.approvalId(), asked.planHash(), "approve", "approver", claims);
    }

    private String proof(String approvalId, String planHash, String decision, String role, Map<String, Object> claims) {
        JwtClaimsBuilder token = Jwt.issuer("agent-gateway")
                .audience(ApprovalProof.AUDIENCE)
                .subject("grace")
                .groups(Set.of("viewer", role))
                .claim("approvalId", approvalId)
                .claim("planHash", planHash)
                .claim("decision", decision)
                .expiresIn(Duration.ofMinutes(5));
        claims.forEach(token::claim);
        return token.sign(gatewayKey);
    }

    /** Sends the decision and waits until it was given up to the dead letters. */
    private void refused(ApprovalDecided decision) {
        String eventId = bus.send(decision);
        await().atMost(SOON)
                .until(() -> bus.records(Topic.APPROVALS.deadLetters()).stream().anyMatch(record -> {
                    Header id = record.headers().lastHeader(EventHeaders.ID);
                    return id != null && eventId.equals(new String(id.value(), StandardCharsets.UTF_8));
                }));
    }

    private ToolCallCompleted completed(ApprovalRequested asked) {
        return completed(String.valueOf(asked.callId()));
    }

    private ToolCallCompleted completed(String callId) {
        return await().atMost(SOON)
                .until(
                        () -> bus.heard(ToolCallCompleted.class, done -> callId.equals(done.callId())),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private String row(ApprovalRequested asked, String column) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select to_jsonb(c) ->> :column from tool_call c where call_id = :id")
                        .bind("column", column)
                        .bind("id", asked.callId())
                        .mapTo(String.class)
                        .one());
    }
}
