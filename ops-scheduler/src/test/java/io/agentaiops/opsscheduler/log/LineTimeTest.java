package io.agentaiops.opsscheduler.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-22T09:00:00.123Z INFO x | 2026-11-22T09:00:00.123Z",
                "2026-11-22 09:00:00,5 ERROR x | 2026-11-22T08:00:00.500Z",
                "2026-07-22 09:00:00 in summer | 2026-07-22T07:00:00Z",
                "[2026-11-22T09:00:00+0200] x | 2026-11-22T07:00:00Z",
                "2026-11-22 09:00:00 -05:00 x | 2026-11-22T14:00:00Z",
                "2026/11/22 09:00:00 [error] 12#12: nginx | 2026-11-22T08:00:00Z",
                "INFO  2026-11-22 09:00:00 x | 2026-11-22T08:00:00Z",
                "<34>1 2026-11-22T09:00:00Z host app x | 2026-11-22T09:00:00Z",
                "2026-11-22T09:00:00.123456789012Z go | 2026-11-22T09:00:00.123456789Z",
                "Nov 22 09:00:00 host sshd[1]: x | 2026-11-22T08:00:00Z",
                "<13>Nov  2 09:00:00 host x | 2026-11-02T08:00:00Z",
                "Dec 31 23:59:59 host of last year | 2025-12-31T22:59:59Z",
                "10.0.0.1 - ada [22/Nov/2026:09:00:00 +0100] \"GET / HTTP/1.1\" 200 | 2026-11-22T08:00:00Z",
            })
    void lineBeginsWithItsTime(String line, Instant time) {
        assertThat(LineTime.of(line, BERLIN, NOW)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no time at all",
                "Backup of 2026-11-22T09:00:00Z is complete",
                "    at a.b.C.d(C.java:12)",
                "2026-13-45T09:00:00Z nonsense",
                "2031-01-01T00:00:00Z far ahead",
                "1732266000 seconds",
                "",
            })
    void otherLinesHaveNone(String line) {
        assertThat(LineTime.of(line, BERLIN, NOW)).isEmpty();
    }

    @Test
    void longLineCostsNoMoreThanItsHead() {
        assertThat(LineTime.of("x".repeat(1_000_000), BERLIN, NOW)).isEmpty();
    }
}
