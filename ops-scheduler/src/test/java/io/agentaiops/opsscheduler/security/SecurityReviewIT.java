package io.agentaiops.opsscheduler.security;

import static io.agentaiops.opsscheduler.testing.Callers.admin;
import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.agentaiops.opsscheduler.audit.AuditLedger;
import io.agentaiops.opsscheduler.compliance.PlatformQuestions;
import io.agentaiops.opsscheduler.testing.Operations;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SecurityReviewIT {

    private static final Instant NOW = Instant.parse("2035-06-20T12:00:00Z");

    private final AccessStore access;
    private final ObjectMapper json;
    private final AuditLedger ledger;
    private final PlatformQuestions questions;
    private final List<String> scans = new ArrayList<>();
    private String silent = "";

    SecurityReviewIT(AccessStore access, ObjectMapper json, AuditLedger ledger, PlatformQuestions questions) {
        this.questions = questions;
        this.access = access;
        this.json = json;
        this.ledger = ledger;
    }

    @Test
    void burstsOfRefusalsNewAccountsAndUnusualHoursAreNamed() {
        List<Object[]> entries = new ArrayList<>();
        for (int day = 8; day < 35; day++) {
            for (int i = 0; i < 3; i++) {
                entries.add(entry(
                        "night-worker-by-day",
                        "succeeded",
                        NOW.minus(Duration.ofDays(day)).plusSeconds(i)));
            }
        }
        for (int i = 0; i < 12; i++) {
            entries.add(entry("guesser", "denied", NOW.minus(Duration.ofDays(2)).plusSeconds(i)));
        }
        entries.add(entry("guesser", "denied", NOW.minus(Duration.ofDays(20))));
        entries.add(entry("stranger", "succeeded", NOW.minus(Duration.ofDays(1))));
        entries.add(entry(
                "night-worker-by-day",
                "succeeded",
                NOW.minus(Duration.ofDays(1)).minus(Duration.ofHours(9))));
        insert(entries);

        assertThat(access.bursts(NOW.minus(Duration.ofDays(35)), NOW.minus(Duration.ofDays(7)), NOW))
                .singleElement()
                .satisfies(burst -> {
                    assertThat(burst.actor()).isEqualTo("guesser");
                    assertThat(burst.refusals()).isEqualTo(12);
                    assertThat(burst.before()).isEqualTo(1);
                });
        assertThat(access.strangers(NOW.minus(Duration.ofDays(97)), NOW.minus(Duration.ofDays(7)), NOW))
                .containsExactly("stranger");
        assertThat(access.oddHours(
                        NOW.minus(Duration.ofDays(35)), NOW.minus(Duration.ofDays(7)), NOW, ZoneId.of("UTC")))
                .singleElement()
                .satisfies(odd -> assertThat(odd.hour()).isEqualTo(3));
        Finding finding = new AccessReview(access, Clock.fixed(NOW, ZoneOffset.UTC))
                .perform(Operations.of(Capability.SECURITY_ACCESS, Map.of("window", "7d")));
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.summary()).startsWith("1 bursts of refusals, 1 accounts not seen before");
    }

    @Test
    void strangersWhoKnockAndNewAddressesOfKnownAccountsAreNamed() {
        Instant now = Instant.parse("2036-06-20T12:00:00Z");
        append("anonymous", "access.refused", "unauthorized", "[address:pfar]", "40", now.minus(Duration.ofDays(1)));
        append("anonymous", "access.refused", "unauthorized", "[address:pnear]", "2", now.minus(Duration.ofDays(1)));
        append("ada-2036", "access.seen", "allowed", "[address:phome]", "1", now.minus(Duration.ofDays(20)));
        append("ada-2036", "access.seen", "allowed", "[address:phome]", "1", now.minus(Duration.ofDays(2)));
        append("ada-2036", "access.seen", "allowed", "[address:ptrain]", "1", now.minus(Duration.ofDays(1)));
        Instant from = now.minus(Duration.ofDays(7));

        assertThat(access.bursts(now.minus(Duration.ofDays(35)), from, now))
                .singleElement()
                .satisfies(burst -> {
                    assertThat(burst.address()).isEqualTo("[address:pfar]");
                    assertThat(burst.refusals()).isEqualTo(40);
                });
        assertThat(access.newAddresses(now.minus(Duration.ofDays(97)), from, now))
                .extracting(AccessStore.NewAddress::address)
                .containsExactly("[address:ptrain]");
    }

    @Test
    void refusedRequestsComeIntoTheLedger() {
        for (int i = 0; i < 3; i++) {
            given().get("/api/v1/procedures").then().statusCode(401);
            viewer().post("/api/v1/procedures/health/runs").then().statusCode(403);
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(entries("anonymous")).contains("unauthorized");
            assertThat(entries("vic")).contains("forbidden").contains("/api");
        });
    }

    private static String entries(String actor) {
        return admin().get("/api/v1/audit?action=access.refused&actor=" + actor).asString();
    }

    private void append(String actor, String action, String outcome, String address, String requests, Instant at) {
        ledger.append(new AuditLedger.Fact(
                Ids.next(),
                "test",
                actor,
                action,
                "/api",
                outcome,
                Map.of("address", address, "requests", requests),
                at));
    }

    @Test
    void withoutAFeedTheScanSaysThatNobodyLookedAndListsTheLibrariesAllTheSame() {
        Finding finding = review(Optional.empty());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.summary()).contains("held against nothing");
        assertThat(String.valueOf(finding.evidence().get("billOfMaterials")))
                .contains("bomFormat=CycloneDX")
                .contains("pkg:maven/");
    }

    @Test
    void feedThatDoesNotAnswerIsNoCleanBill() {
        assertThat(review(Optional.of(URI.create("http://127.0.0.1:1/"))).summary())
                .contains("does not answer");
    }

    @Test
    void librariesThatTheFeedKnowsAreNamed() throws IOException {
        HttpServer feed = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        feed.createContext("/", exchange -> {
            int queries =
                    json.readTree(exchange.getRequestBody()).path("queries").size();
            String answer = "{\"results\": [{\"vulns\": [{\"id\": \"GHSA-test\"}]}" + ",{}".repeat(queries - 1) + "]}";
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        feed.start();
        try {
            Finding finding = review(Optional.of(
                    URI.create("http://127.0.0.1:" + feed.getAddress().getPort() + "/")));

            assertThat(finding.summary()).contains("1 with known vulnerabilities");
            assertThat(scans).as("nobody asked for a record").isEmpty();
            review(
                    Optional.of(
                            URI.create("http://127.0.0.1:" + feed.getAddress().getPort() + "/")),
                    Map.of("record", "true"));
            assertThat(scans).singleElement().asString().contains("GHSA-test");
            assertThat(String.valueOf(finding.evidence().get("vulnerable"))).contains("GHSA-test");
        } finally {
            feed.stop(0);
        }
    }

    @Test
    void librariesOfAllServicesStandOnOneBillThatSaysWhoseTheyAre() {
        Object bill = review(Optional.empty()).evidence().get("billOfMaterials");

        JsonNode components = json.valueToTree(bill).path("components");
        assertThat(components).hasSize(6);
        JsonNode shared = components.get(5);
        assertThat(shared.path("purl").asText()).isEqualTo("pkg:maven/org.acme/shared@1.0");
        assertThat(shared.path("properties").findValuesAsText("value"))
                .containsExactly("agent-gateway", "alert-router", "ops-scheduler", "rag-indexer", "tool-runner");
    }

    @Test
    void modulesOfThePageStandOnTheBillUnderTheirScope() {
        Library library = Library.of("pkg:npm/%40lit/reactive-element@2.1.1", new TreeSet<>(Set.of("agent-gateway")));

        assertThat(library.purl()).isEqualTo("pkg:npm/%40lit/reactive-element@2.1.1");
        assertThat(library.toComponent())
                .containsEntry("group", "@lit")
                .containsEntry("name", "reactive-element")
                .containsEntry("version", "2.1.1");
    }

    @Test
    void serviceThatDoesNotSayWhatItIsMadeOfIsNamed() {
        silent = "rag-indexer";

        Finding finding = review(Optional.empty());

        assertThat(finding.summary()).contains("nothing is known of rag-indexer");
        assertThat(finding.evidence()).containsEntry("silentServices", List.of("rag-indexer"));
    }

    @Test
    void serviceListsItsOwnLibrariesOverTheBus() {
        PlatformQuestions.Answer answer = questions
                .ask(Capability.OPERATIONS_LIBRARIES, Map.of(), Duration.ofSeconds(20))
                .orElseThrow();

        assertThat(String.valueOf(answer.evidence().get("libraries")))
                .contains("jdbi3-core@")
                .contains("kafka-clients@");
    }

    /** As each service answers: one library that all have, and one of its own. */
    private Optional<PlatformQuestions.Answer> answer(
            Capability capability, Map<String, Object> arguments, Duration within) {
        String service = capability.owner().service();
        List<String> libraries = List.of("pkg:maven/org.acme/shared@1.0", "pkg:maven/org.acme/of-" + service + "@2.1");
        return service.equals(silent)
                ? Optional.empty()
                : Optional.of(new PlatformQuestions.Answer(true, "", Map.of("libraries", libraries)));
    }

    private Finding review(Optional<URI> feed) {
        return review(feed, Map.of());
    }

    private Finding review(Optional<URI> feed, Map<String, Object> arguments) {
        SecurityConfig settings = new SecuritySettings(feed, List.of(), Path.of("/nowhere"));
        return new DependencyReview(
                        new BuildLibraries(this::answer),
                        settings,
                        (id, by, scope, summary, found) -> scans.add(summary + found),
                        json)
                .perform(Operations.of(Capability.SECURITY_DEPENDENCIES, arguments));
    }

    private static Object[] entry(String actor, String outcome, Instant at) {
        return new Object[] {actor, outcome, at};
    }

    private void insert(List<Object[]> entries) {
        entries.forEach(entry -> ledger.append(new AuditLedger.Fact(
                Ids.next(), "test", (String) entry[0], "test.look", "r", (String) entry[1], Map.of(), (Instant)
                        entry[2])));
    }
}
