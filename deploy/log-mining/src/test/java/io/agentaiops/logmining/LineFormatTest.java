package io.agentaiops.logmining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[Sun Dec 04 04:47:44 2005] [error] mod_jk child in state 6|mod_jk child in state 6",
                "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: check pass; user unknown|check pass; user unknown",
                "2015-10-18 18:01:47,978 INFO [IPC Server handler 0 on 62270] a.b.C: JVM with ID: 1|JVM with ID: 1",
                "2026-11-22T09:00:00.123+01:00 host systemd[1]: Started it.|Started it.",
                "2026-11-22 09:00:00 WARN  it is late|it is late",
                "[2026-11-22 09:00:00,123] INFO started (kafka.Server)|started (kafka.Server)",
                "no header at all|no header at all",
                "ERROR: it broke|it broke"
            })
    void theMessageIsWhatTheProgramSaid(String line, String message) {
        assertThat(LineFormat.of(List.of(line)).message(line)).isEqualTo(message);
    }
}
