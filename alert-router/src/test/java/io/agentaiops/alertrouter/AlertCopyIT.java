package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The list of alerts is served from a copy, and shows nevertheless what the database holds. */
@QuarkusTest
class AlertCopyIT {

    @Inject
    DataSource database;

    private final String thisCase = Ids.next();

    private void post(String n) {
        asPrometheus()
                .body("[{\"labels\":{\"alertname\":\"Copied\",\"way\":\"patient\",\"case\":\"%s\",\"n\":\"%s\"}}]"
                        .formatted(thisCase, n))
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);
    }

    private List<String> shown() {
        return asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .jsonPath()
                .getList("annotations.by");
    }

    private static void annotate(Connection connection, String n) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update alert set annotations = '{"by":"another"}', changed_xid = pg_current_xact_id()
                where labels like ?
                """)) {
            update.setString(1, "%\"n\":\"" + n + "\"%");
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void changeByAnotherReplicaIsShownOnceItIsCommittedHoweverLongThatTakes() throws SQLException {
        String slow = Ids.next();
        String quick = Ids.next();
        post(slow);
        post(quick);
        try (Connection first = database.getConnection();
                Connection second = database.getConnection()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            annotate(first, slow);
            annotate(second, quick);
            second.commit();

            assertThat(shown()).containsExactlyInAnyOrder("another", null);

            first.commit();

            assertThat(shown()).containsExactly("another", "another");
        }
    }

    @Test
    void endOfAnAlertTakesItFromTheList() {
        post("1");
        assertThat(shown()).hasSize(1);

        asPrometheus()
                .body("""
                        [{"labels":{"alertname":"Copied","way":"patient","case":"%s","n":"1"},
                          "startsAt":"2025-01-01T00:00:00Z","endsAt":"%s"}]
                        """.formatted(thisCase, Instant.now()))
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);

        assertThat(shown()).isEmpty();
    }
}
