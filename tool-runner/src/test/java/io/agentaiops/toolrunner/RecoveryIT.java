package io.agentaiops.toolrunner;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.State;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls that a dead replica left: reads run again, changes never. */
@QuarkusTest
class RecoveryIT {

    @Inject
    CallProbe calls;

    @Inject
    Jdbi jdbi;

    @Test
    void readThatADeadReplicaLeftRunsAgain() {
        String callId = leftRunning("uptime", true, 1);

        ToolCallCompleted done = calls.completed(callId);

        assertThat(done.state()).isEqualTo(State.SUCCEEDED);
        assertThat(calls.attempts(callId)).isEqualTo(2);
    }

    @Test
    void changeThatADeadReplicaLeftIsNeverRepeated() {
        String callId = leftRunning("systemctl restart aiops-no-such-unit", false, 1);

        ToolCallCompleted done = calls.completed(callId);

        assertThat(done.state()).isEqualTo(State.UNKNOWN_OUTCOME);
        assertThat(calls.attempts(callId)).isEqualTo(1);
    }

    @Test
    void readThatKillsItsReplicaIsGivenUpInTheEnd() {
        assertThat(calls.completed(leftRunning("uptime", true, 3)).state()).isEqualTo(State.UNKNOWN_OUTCOME);
    }

    @Test
    void callThatWasStoredAndNeverStartedIsFound() {
        String callId = Ids.next();
        insert(callId, "uptime", "accepted", null, true, 0);

        assertThat(calls.completed(callId).state()).isEqualTo(State.SUCCEEDED);
    }

    /** What kill -9 leaves: a row that a replica claimed which is not there any more. */
    private String leftRunning(String command, boolean repeatable, int attempts) {
        String callId = Ids.next();
        insert(callId, command, "running", "tool-runner-dead", repeatable, attempts);
        return callId;
    }

    private void insert(
            String callId, String command, String state, @Nullable String instance, boolean repeatable, int attempts) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            insert into tool_call (call_id, tool, arguments, origin_kind, origin_id, principal, deadline,
                state, instance, repeatable, attempts, accepted_at, started_at)
            values (:id, 'terminal', jsonb_build_object('command', cast(:command as text)), 'RUN', :id,
                'ada', now() + interval '1 minute', :state, :instance, :repeatable, :attempts,
                now() - interval '1 hour', now() - interval '1 hour')
            """)
                .bind("id", callId)
                .bind("command", command)
                .bind("state", state)
                .bind("instance", instance)
                .bind("repeatable", repeatable)
                .bind("attempts", attempts)
                .execute());
    }
}
