package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Alerts as the webhooks of Alertmanager and Grafana tell them. */
@QuarkusTest
class WebhookIntakeIT {

    /** As Grafana 12 sends it, with what it adds to Alertmanager's form. */
    private static final String GRAFANA = """
            {"receiver":"aiops","status":"%1$s","orgId":1,"groupLabels":{},"commonLabels":{},"commonAnnotations":{},
             "externalURL":"http://grafana:3000/","version":"1","groupKey":"{}:{}","truncatedAlerts":0,
             "title":"[FIRING:1]","state":"alerting","message":"text",
             "alerts":[{"status":"%1$s","labels":{"alertname":"FromGrafana","case":"%2$s"},
               "annotations":{"summary":"latency is high"},"startsAt":"%3$s","endsAt":"%4$s",
               "generatorURL":"http://grafana:3000/alerting/1","fingerprint":"57c6d9296de2ad39",
               "silenceURL":"http://grafana:3000/silence","dashboardURL":"","panelURL":"","values":{"A":7.5},
               "valueString":"[ var='A' value=7.5 ]"}]}
            """;

    @Test
    void firingAlertLastsUntilTheWebhookWouldRepeatItAndEndsWhenItSaysSo() {
        String thisCase = Ids.next();
        Instant begin = Instant.now().minusSeconds(60);
        asPrometheus()
                .body(GRAFANA.formatted("firing", thisCase, begin, "0001-01-01T00:00:00Z"))
                .post("/api/v1/alerts/webhook")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
        String ends = asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .then()
                .body("$", hasSize(1))
                .body("[0].annotations.summary", equalTo("latency is high"))
                .extract()
                .path("[0].endsAt");
        assertThat(Instant.parse(ends)).isAfter(Instant.now().plus(Duration.ofHours(4)));

        asPrometheus()
                .body(GRAFANA.formatted(
                        "resolved", thisCase, begin, Instant.now().minusSeconds(1)))
                .post("/api/v1/alerts/webhook")
                .then()
                .statusCode(200);
        asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .then()
                .body("$", hasSize(0));
    }

    @Test
    void bodiesThatAreNoWebhooksAreRefusedWhole() {
        String labelled = "{\"labels\":{\"alertname\":\"Never\",\"case\":\"refused\"}}";
        for (String wrong : List.of(
                "",
                "[]",
                "{}",
                "{\"alerts\":[null]}",
                "{\"alerts\":[" + labelled + ",{\"labels\":{}}]}",
                "{\"alerts\":[" + labelled + ",{\"labels\":{\"a\":null}}]}",
                "{\"alerts\":\"many\"}")) {
            asPrometheus().body(wrong).post("/api/v1/alerts/webhook").then().statusCode(400);
        }
        asPrometheus()
                .body("{\"alerts\":[]}")
                .post("/api/v1/alerts/webhook?lasting=soon")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("lasting"));
        asAda().queryParam("filter", "case=\"refused\"")
                .get("/api/v2/alerts")
                .then()
                .body("$", hasSize(0));
    }
}
