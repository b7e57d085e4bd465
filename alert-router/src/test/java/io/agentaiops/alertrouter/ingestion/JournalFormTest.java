package io.agentaiops.alertrouter.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class JournalFormTest {

    private static final Instant AT = Instant.parse("2026-11-23T08:00:00.123456789Z");

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final ArrivalReader arrivals = new ArrivalReader(json);
    private final JournalForm form = new JournalForm(arrivals, json);

    private Arrival arrival(String body, Duration patience) {
        return arrivals.plain(body.getBytes(StandardCharsets.UTF_8), AT, patience)
                .orElseThrow();
    }

    @Test
    void rowGivesBackItsAlertsInTheirOrderAndEachWithItsOwnPatience() {
        Arrival first = arrival("[{\"labels\":{\"a\":\"1\"}},{\"labels\":{\"a\":\"2\"}}]", Duration.ofMinutes(5));
        Arrival second = arrival("[{\"labels\":{\"a\":\"3\"}}]", Duration.ofHours(5));

        List<Alert> alerts = form.read(form.write(List.of(first, second)));

        assertThat(alerts).extracting(alert -> alert.labels().get("a")).containsExactly("1", "2", "3");
        assertThat(alerts)
                .extracting(Alert::endsAt)
                .containsExactly(
                        AT.plus(Duration.ofMinutes(5)), AT.plus(Duration.ofMinutes(5)), AT.plus(Duration.ofHours(5)));
        assertThat(alerts).extracting(Alert::updatedAt).containsOnly(AT);
    }

    @Test
    void rowOfAnEarlierVersionIsRead() throws IOException {
        Alert alert =
                new Alert(Labels.of(Map.of("a", "1")), Map.of("b", "2"), AT, AT.plusSeconds(60), true, AT, "http://p");
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(row)) {
            json.writeValue(out, List.of(alert));
        }

        assertThat(form.read(row.toByteArray())).containsExactly(alert);
    }
}
