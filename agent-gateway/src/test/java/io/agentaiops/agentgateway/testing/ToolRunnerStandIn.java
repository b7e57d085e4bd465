package io.agentaiops.agentgateway.testing;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallCancelled;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.eventcontracts.user.ActivityPurged;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;

/**
 * tool-runner as far as the gateway knows it: hears calls on the real broker and answers there. Commands with
 * {@code vacuum} wait for an approver, {@code oversized} returns too much, {@code sleep} is never answered, {@code rm} is
 * refused as by policy.
 */
@ApplicationScoped
public class ToolRunnerStandIn {

    public static final String OUTPUT = "Filesystem Size Used Avail Use% Mounted on\n/dev/vda1 40G 37G 3G 93% /\n";

    private final Outbox outbox;
    private final Jdbi jdbi;
    private final List<ToolCallRequested> requests = new CopyOnWriteArrayList<>();
    private final List<ToolCallCancelled> calledBack = new CopyOnWriteArrayList<>();
    private final List<ApprovalDecided> decisions = new CopyOnWriteArrayList<>();
    private final List<ActivityPurged> purges = new CopyOnWriteArrayList<>();
    private final List<OperationCompleted> operations = new CopyOnWriteArrayList<>();

    ToolRunnerStandIn(Outbox outbox, Jdbi jdbi) {
        this.outbox = outbox;
        this.jdbi = jdbi;
    }

    void listen(@Observes Subscriptions on) {
        on.each(ToolCallRequested.class, this::requested);
        on.each(ToolCallCancelled.class, (event, meta) -> calledBack.add(event));
        on.each(ApprovalDecided.class, (event, meta) -> decisions.add(event));
        on.each(OperationCompleted.class, (event, meta) -> operations.add(event));
        on.each(ActivityPurged.class, (event, meta) -> purges.add(event));
    }

    /** Calls heard for that run. */
    public List<ToolCallRequested> requests(String runId) {
        return requests.stream()
                .filter(call -> call.origin().id().equals(runId))
                .toList();
    }

    /** Waits until the run has asked for so many calls and let go of its lease; the calls. */
    public List<ToolCallRequested> waitsForResults(String runId, int calls) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> requests(runId).size() == calls && isFree(runId));
        return requests(runId);
    }

    private boolean isFree(String runId) {
        return jdbi.withHandle(handle -> handle.createQuery("select lease_owner is null from run where id = :id")
                .bind("id", runId)
                .mapTo(Boolean.class)
                .one());
    }

    /** What a run took back. */
    public List<ToolCallCancelled> calledBack(String runId) {
        return calledBack.stream()
                .filter(call -> call.origin().id().equals(runId))
                .toList();
    }

    /** Decisions heard. */
    public List<ApprovalDecided> decisions() {
        return decisions;
    }

    /** Answers to operations heard. */
    public List<OperationCompleted> operations() {
        return operations;
    }

    /** Purges of sessions heard. */
    public List<ActivityPurged> purges() {
        return purges;
    }

    /** Says an event so that it arrives. */
    public void say(Event event) {
        QuarkusTransaction.joiningExisting().run(() -> outbox.publish(event));
    }

    /** Answers a call, also a second time. */
    public void answer(ToolCallRequested call, String output) {
        say(new ToolCallCompleted(
                call.callId(),
                call.tool(),
                call.origin(),
                ToolCallCompleted.State.SUCCEEDED,
                output,
                false,
                0,
                null,
                call.expect() == null ? null : new ToolCallCompleted.Verdict(false, "93 is above 90"),
                "bubblewrap",
                12,
                Instant.now()));
    }

    private void requested(ToolCallRequested call, EventMetadata meta) {
        requests.add(call);
        String command = String.valueOf(call.arguments().get("command"));
        if (command.contains("vacuum")) {
            offer(call, command);
        } else if (command.contains("oversized")) {
            answer(call, oversized());
        } else if (command.startsWith("rm ")) {
            refuse(call);
        } else if (!command.contains("sleep")) {
            answer(call, OUTPUT);
        }
    }

    /** More than three times what fits into the window of a test's model. */
    private static String oversized() {
        StringBuilder output = new StringBuilder();
        for (int i = 1; i <= 2_500; i++) {
            output.append("line ").append(i).append(" of the log says that the disk is full\n");
        }
        return output.append("the last line\n").toString();
    }

    private void refuse(ToolCallRequested call) {
        say(new ToolCallCompleted(
                call.callId(),
                call.tool(),
                call.origin(),
                ToolCallCompleted.State.DENIED,
                "",
                false,
                null,
                "rm is not in the policy",
                null,
                null,
                0,
                Instant.now()));
    }

    private void offer(ToolCallRequested call, String plan) {
        Instant now = Instant.now();
        say(new ApprovalRequested(
                Ids.next(),
                "tool-runner",
                call.origin(),
                call.principal(),
                call.callId(),
                "Run " + plan,
                plan,
                sha256(plan),
                "approver",
                now,
                now.plus(Duration.ofMinutes(15))));
    }

    /** SHA-256 in hexadecimal, as plans are hashed. */
    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
