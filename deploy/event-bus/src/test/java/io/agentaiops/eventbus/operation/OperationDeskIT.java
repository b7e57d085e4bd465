package io.agentaiops.eventbus.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.probe.HostResourcesProbe;
import io.agentaiops.eventbus.probe.Probe;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperationDeskIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Outbox outbox;

    @Inject
    Probe probe;

    @Inject
    HostResourcesProbe handler;

    @Inject
    Jdbi jdbi;

    private final String id = Ids.next();
    private String lastAsked = "";

    @BeforeEach
    void forget() {
        handler.performed.set(0);
    }

    @Test
    void anOperationThatIsAskedTwiceIsAnsweredOnce() {
        ask(Map.of("cpu-below", 70), false, Instant.now().plusSeconds(60));
        OperationCompleted answer = answer();
        ask(Map.of("cpu-below", 70), false, Instant.now().plusSeconds(60));
        await().atMost(SOON)
                .until(() ->
                        jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM inbox WHERE event_id = ?")
                                        .bind(0, lastAsked)
                                        .mapTo(Integer.class)
                                        .one())
                                == 1);

        assertThat(answer.outcome()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED);
        assertThat(answer.evidence()).containsEntry("limit", 70.0);
        assertThat(probe.answers)
                .filteredOn(other -> other.operationId().equals(id))
                .hasSize(1);
    }

    @Test
    void anArgumentThatMakesNoSenseIsRefusedByName() {
        ask(Map.of("cpu-below", "lots"), false, Instant.now().plusSeconds(60));

        OperationCompleted answer = answer();
        assertThat(answer.outcome()).isEqualTo(OperationCompleted.Outcome.REFUSED);
        assertThat(answer.summary()).isEqualTo("cpu-below must be a number but is lots");
    }

    @Test
    void aDryRunChangesNothing() {
        ask(Map.of(), true, Instant.now().plusSeconds(60));

        assertThat(answer().outcome()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED);
        assertThat(handler.performed).hasValue(0);
    }

    @Test
    void anOperationPastItsDeadlineIsNotBegun() {
        ask(Map.of(), false, Instant.now().minusSeconds(1));

        assertThat(answer().outcome()).isEqualTo(OperationCompleted.Outcome.TIMED_OUT);
        assertThat(handler.performed).hasValue(0);
    }

    @Test
    void whatADeadReplicaBeganIsTakenUpWhenItsLeaseIsOver() {
        jdbi.useHandle(handle -> handle.execute("""
                INSERT INTO asked_operation
                    (id, run_id, capability, arguments, principal, dry_run, deadline, accepted_at, leased_until, attempts)
                VALUES (?, 'run', 'host.resources', '{}', 'ada', false, now() + interval '1 minute',
                    now() - interval '1 minute', now() - interval '1 second', 1)""", id));

        assertThat(answer().outcome()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED);
    }

    private void ask(Map<String, Object> arguments, boolean dryRun, Instant deadline) {
        lastAsked = QuarkusTransaction.requiringNew()
                .call(() -> outbox.publish(
                        new OperationRequested(id, "run", "host.resources", arguments, "ada", dryRun, deadline)));
    }

    private OperationCompleted answer() {
        return await().atMost(SOON)
                .until(
                        () -> probe.answers.stream()
                                .filter(answer -> answer.operationId().equals(id))
                                .toList(),
                        answers -> !answers.isEmpty())
                .getFirst();
    }
}
