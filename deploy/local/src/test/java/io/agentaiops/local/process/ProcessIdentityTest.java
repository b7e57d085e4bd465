package io.agentaiops.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    @Test
    void startTimeIsFoundBehindACommandWithParentheses() {
        String stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 100 200";

        assertThat(ProcessIdentity.parse(stat)).isEqualTo(OptionalLong.of(987_654));
    }

    @Test
    void zombieIsDead() {
        String stat = "42 (gone) Z 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 100 200";

        assertThat(ProcessIdentity.parse(stat)).isEmpty();
    }

    @Test
    void ownProcessIsAlive() {
        assertThat(ProcessIdentity.of(ProcessHandle.current().pid()).isAlive()).isTrue();
    }

    @Test
    void otherProcessWithTheSamePidIsNotTakenForIt() {
        ProcessIdentity earlier = new ProcessIdentity(ProcessHandle.current().pid(), 1);

        assertThat(earlier.isAlive()).isFalse();
    }
}
