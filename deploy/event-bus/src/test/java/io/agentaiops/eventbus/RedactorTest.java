package io.agentaiops.eventbus;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write to ada.lovelace@example.org now | write to [email] now",
                "password=hunter2 user=ada | password=[credential] user=ada",
                "\"client_secret\": \"s3cr3t value\" | \"client_secret\": \"[credential]\"",
                "jdbc:postgresql://aiops:pa55@db/aiops | jdbc:postgresql://aiops:[credential]@db/aiops",
                "Authorization: Bearer abc.def-ghi | Authorization: Bearer [credential]",
                "key aiops_0123456789abcdefXYZ ok | key [api-key] ok",
                "card 4111 1111 1111 1111 paid | card [card] paid",
                "call +49 30 1234567 | call [phone]",
                "DE89 3704 0044 0532 0130 00 | [iban]",
            })
    void secretsAndPersonalDataAreHidden(String text, String redacted) {
        assertThat(Redactor.redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/sda1 50G 41G 6.9G 86% /",
                "10.0.12.7:9092 ESTABLISHED pid 4711",
                "2026-05-04T07:00:00Z node-1 took 1234567890123 ns",
                "4111 1111 1111 1112 is no card",
                "Restart=on-failure, tokens per second: 41",
            })
    void whatOperationsNeedStays(String text) {
        assertThat(Redactor.redact(text)).isEqualTo(text);
    }

    @Property
    void redactingTwiceChangesNothingMore(@ForAll String text) {
        String once = Redactor.redact(text);

        assertThat(Redactor.redact(once)).isEqualTo(once);
    }
}
