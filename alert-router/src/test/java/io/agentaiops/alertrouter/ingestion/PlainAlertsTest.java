package io.agentaiops.alertrouter.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainAlertsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private final PlainAlerts plain = new PlainAlerts(JSON.getFactory());
    private final ArrivalReader reader = new ArrivalReader(JSON);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatPrometheusSendsIsPlain() {
        String body = """
                [{"labels":{"alertname":"Disk","instance":"h1:9100"},"annotations":{"summary":"90 % of ä"},
                  "startsAt":"2026-11-23T07:59:00.123456789Z","endsAt":"0001-01-01T00:00:00Z",
                  "generatorURL":"http://p/graph?g0.expr=up%20%3D%3D%200\\u0026g0.tab=1"},
                 {"labels":{"alertname":"Disk"}}]
                """;

        assertThat(plain.count(bytes(body))).hasValue(2);
        assertThat(plain.count(bytes("[]"))).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[",
                "[null]",
                "[{}]",
                "[[]]",
                "[{\"labels\":{}}]",
                "[{\"labels\":[]}]",
                "[{\"labels\":{\"a\":\"\"}}]",
                "[{\"labels\":{\"a\":1}}]",
                "[{\"labels\":{\"a\":null}}]",
                "[{\"labels\":{\"a\":{}}}]",
                "[{\"labels\":{\" \":\"b\"}}]",
                "[{\"labels\":{\"a\\u0000\":\"b\"}}]",
                "[{\"labels\":{\"a\":\"\\u0000\"}}]",
                "[{\"labels\":{\"a\":\"\\ud800\"}}]",
                "[{\"labels\":[\"a\"],\"labels\":{\"a\":\"b\"}}]",
                "[{\"labels\":{\"a\":\"b\"},\"labels\":{}}]",
                "[{\"labels\":{\"a\":\"b\"},\"annotations\":[]}]",
                "[{\"labels\":{\"a\":\"b\"},\"annotations\":{\"c\":null}}]",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"yesterday\"}]",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":7}]",
                "[{\"labels\":{\"a\":\"b\"},\"endsAt\":\"+999999999-01-01T00:00:00Z\"}]",
                "[{\"labels\":{\"a\":\"b\"},\"generatorURL\":{}}]",
                "[{\"labels\":{\"a\":\"b\"},\"unknown\":1}]",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"2026-01-02T00:00:00Z\",\"endsAt\":\"2026-01-01T00:00:00Z\"}]",
                "[{\"labels\":{\"a\":\"b\"}},7]"
            })
    void whatIsNotIsLeftToTheReaderThatGivesReasons(String body) {
        assertThat(plain.count(bytes(body))).isEmpty();
    }

    /** What is plain goes into the journal unread, so it must never turn out to be wrong behind the answer. */
    @Property
    void whatIsPlainCanBeReadAndEveryAlertOfItIsRight(@ForAll("bodies") String body) {
        byte[] bytes = bytes(body);
        if (plain.count(bytes).isPresent()) {
            assertThatCode(() -> assertThat(reader.alerts(bytes, NOW, Duration.ofMinutes(5)))
                            .hasSize(plain.count(bytes).getAsInt()))
                    .doesNotThrowAnyException();
        }
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> text = Arbitraries.of(
                "\"a\"", "\"\"", "\" \"", "\"alertname\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "\"é\"", "\"\\n\"");
        Arbitrary<String> value = Arbitraries.oneOf(text, Arbitraries.of("1", "null", "[]", "{}", "true"));
        Arbitrary<String> texts = Combinators.combine(
                        text, Arbitraries.frequencyOf(Tuple.of(9, text), Tuple.of(1, value)))
                .as((name, one) -> name + ":" + one)
                .list()
                .ofMaxSize(3)
                .map(all -> all.stream().collect(Collectors.joining(",", "{", "}")));
        Arbitrary<String> time = Arbitraries.of(
                "\"2026-11-23T08:00:00Z\"",
                "\"2026-11-23T08:00:00.5+02:00\"",
                "\"0001-01-01T00:00:00Z\"",
                "\"0000-01-01T00:00:00Z\"",
                "\"9999-12-31T23:59:59.9Z\"",
                "\"2020-01-01T00:00:00Z\"",
                "\"\"",
                "1763884800");
        Arbitrary<String> field = Arbitraries.oneOf(
                texts.map(all -> "\"labels\":" + all),
                texts.map(all -> "\"annotations\":" + all),
                time.map(one -> "\"startsAt\":" + one),
                time.map(one -> "\"endsAt\":" + one),
                value.map(one -> "\"generatorURL\":" + one));
        Arbitrary<String> alert = field.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(all -> all.stream().collect(Collectors.joining(",", "{", "}")));
        return alert.list().ofMinSize(1).ofMaxSize(3).map(PlainAlertsTest::array);
    }

    private static String array(List<String> alerts) {
        return alerts.stream().collect(Collectors.joining(",", "[", "]"));
    }
}
