package io.agentaiops.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {

    private static final Account SOMEBODY = new Account("somebody", 64_000, 64_000, true);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void callersProgramsRunAsTheCaller() {
        assertThat(Account.caller().command(List.of("true"))).containsExactly("true");
    }

    @Test
    void rootGivesUpEveryPrivilege() {
        assumeTrue(Account.caller().uid() == 0, "only root can change the account");
        Account account = Account.unprivileged();

        Command ran = Command.run(
                        account.command(List.of("sh", "-c", "id -u; id -G; grep NoNewPrivs /proc/self/status")))
                .orThrow("looking at oneself");

        assertThat(ran.output().lines())
                .containsExactly(Integer.toString(account.uid()), Integer.toString(account.gid()), "NoNewPrivs:\t1");
    }

    @Test
    void folderThatTheAccountMayNotEnterIsFound() throws Exception {
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(SOMEBODY.barrier(closed.resolve("inside/file"))).contains(closed);
        assertThatThrownBy(() -> SOMEBODY.requireWay(List.of(closed.resolve("inside"))))
                .hasMessageContaining("somebody, but that account may not enter " + closed);
    }

    @Test
    void callerMeetsNoBarrier() {
        assertThat(Account.caller().barrier(folder)).isEmpty();
    }

    @Test
    void isolatedAccountOwnsNothingOfTheOther() {
        assertThat(SOMEBODY.isolated().uid()).isNotEqualTo(SOMEBODY.uid());
        assertThat(SOMEBODY.isolated().switched()).isTrue();
    }
}
