package io.agentaiops.agentgateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunStateTest {

    @Test
    void everyStateHasANameAndIsFoundByIt() {
        List<RunState> all = List.of(
                new RunState.Queued(),
                new RunState.Running(),
                new RunState.Succeeded(),
                new RunState.Failed(),
                new RunState.Cancelled(),
                new RunState.Expired());

        assertThat(all)
                .allSatisfy(state -> assertThat(RunState.of(state.label())).isEqualTo(state));
    }

    @Test
    void openStatesLeadToEndsAndEndsLeadNowhere() {
        assertThat(new RunState.Queued().start().succeed()).isInstanceOf(RunState.Ended.class);
        assertThat(new RunState.Queued().cancel()).isEqualTo(new RunState.Cancelled());
        assertThat(new RunState.Running().expire()).isEqualTo(new RunState.Expired());
        assertThat(new RunState.Succeeded()).isNotInstanceOf(RunState.Open.class);
    }

    @Test
    void stepStatesSpeakTheWordsOfTheBus() {
        assertThat(StepState.of("unknown-outcome")).isEqualTo(StepState.UNKNOWN_OUTCOME);
        assertThat(StepState.WAITING_APPROVAL.label()).isEqualTo("waiting-approval");
        assertThat(StepState.NO_RESULT.isOpen()).isTrue();
        assertThat(StepState.NO_RESULT.isOutstanding()).isFalse();
    }
}
