package io.agentaiops.ragindexer.index;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators copy out of a log is one word to the index, and its parts are words too. */
@QuarkusTest
class AnalyserIT {

    @Inject
    PassageIndex index;

    @BeforeEach
    void awaitIndex() {
        await().atMost(Duration.ofSeconds(20)).until(() -> index.current().isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORA-00942",
                "0x80070005",
                "/etc/nginx/nginx.conf",
                "kafka-topics.sh",
                "10.0.0.1:9092",
                "CVE-2021-44228",
                "i-0abcd1234ef567890",
                "log4j2"
            })
    void aTechnicalWordIsFoundAsAWholeWhateverStandsAroundIt(String word) {
        String whole = word.toLowerCase(Locale.ROOT);

        assertThat(tokens("technical", "it says `" + word + "`, (see " + word + ")."))
                .contains(whole);
        assertThat(tokens("technical_search", "\"" + word + "\"?")).contains(whole);
        assertThat(tokens("technical", word)).containsAll(tokens("technical_search", word));
    }

    @ParameterizedTest
    @CsvSource({
        "java.net.ConnectException, connect",
        "kafka-topics.sh, topic",
        "max_connections, connect",
        "--bootstrap-server, bootstrap",
        "net.ipv4.tcp_tw_reuse, ipv4",
        "ERR_CONNECTION_REFUSED, refus",
        "/var/log/syslog, syslog"
    })
    void itsPartsAreFoundToo(String word, String part) {
        assertThat(tokens("technical", word)).contains(part);
    }

    private static List<String> tokens(String analyser, String text) {
        String host = ConfigProvider.getConfig().getValue("OPENSEARCH_HOSTS", String.class);
        return given().contentType(ContentType.JSON)
                .body(Map.of("analyzer", analyser, "text", text))
                .post("http://" + host + "/knowledge/_analyze")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("tokens.token", String.class);
    }
}
