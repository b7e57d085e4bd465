package io.agentaiops.agentgateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.testing.OllamaServer;
import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.eventbus.codec.TraceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chats with two Ollamas on real sockets. */
class OllamaChatTest {

    private static final String MODEL = OllamaServer.TEST_MODEL.name();

    /** A clock that a test can move. */
    private static final class MovableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-05T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final MovableClock clock = new MovableClock();
    private final List<ChatRecord> records = new ArrayList<>();
    private final StringBuilder heard = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final ChatHearer hearer = new ChatHearer() {
        @Override
        public void said(String text) {
            heard.append(text);
        }

        @Override
        public void thought(String text) {
            thoughts.append(text);
        }
    };
    private OllamaServer first;
    private OllamaServer second;
    private OllamaHosts hosts;
    private OllamaChat chat;

    OllamaChatTest() throws IOException {
        first = new OllamaServer(0);
        second = new OllamaServer(0);
        OllamaConfig config = config(first.url() + "/, " + second.url());
        ObjectMapper json = new ObjectMapper();
        OllamaClient client = new OllamaClient(config, json, clock);
        hosts = new OllamaHosts(client, config, clock);
        ModelCatalog catalog = new ModelCatalog(hosts, client, config);
        ChatAccounts accounts =
                new ChatAccounts(records::add, new CallCheck(json), hosts, new SimpleMeterRegistry(), clock);
        chat = new OllamaChat(
                hosts, client, catalog, accounts, config, json, clock, new TraceContext(OpenTelemetry.noop()));
    }

    @BeforeEach
    void bothAreUp() {
        first.plays();
        second.plays();
        hosts.lookAtAll();
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void aHostThatFailsBeforeItsFirstWordIsFollowedByTheOther() {
        first.plays(new Turn.Refuses(500, "out of memory"));
        second.plays(new Turn.Says(List.of("Here.")));

        assertThat(ask()).isInstanceOf(ChatResult.Completed.class);
        assertThat(heard).hasToString("Here.");
        assertThat(records).extracting(ChatRecord::outcome).containsExactly("broke", "said");
    }

    @Test
    void aFailureInMidAnswerIsTheEndAndItsReasonIsTold() {
        first.plays(new Turn.Breaks(List.of("The root "), "llama runner process has terminated"));
        second.plays(new Turn.Says(List.of("Here.")));

        assertThat(ask()).isInstanceOfSatisfying(ChatResult.Failed.class, failed -> {
            assertThat(failed.reason()).contains("llama runner process has terminated");
            assertThat(failed.spoke()).isTrue();
        });
    }

    @Test
    void fullQueuesEverywhereAreWaitedForAndDoNotOpenTheCircuit() {
        Turn busy = new Turn.Refuses(503, "server busy, please try again");
        first.plays(busy, busy, new Turn.Says(List.of("At last.")));
        second.plays(busy, busy, busy);

        assertThat(ask()).isInstanceOf(ChatResult.Completed.class);
        assertThat(hosts.all())
                .extracting(host -> host.circuit(clock.instant()))
                .containsOnly("closed");
    }

    @Test
    void fullQueuesAreNotWaitedForForEver() {
        Turn busy = new Turn.Refuses(503, "server busy, please try again");
        first.plays(busy, busy, busy, busy, busy);
        second.plays(busy, busy, busy, busy, busy);

        assertThat(ask())
                .isInstanceOfSatisfying(
                        ChatResult.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(OllamaFailure.Kind.BUSY));
    }

    @Test
    void aModelThatKeepsFailingIsLeftAloneUntilOneTrySucceeds() {
        second.isDown();
        hosts.lookAtAll();
        Turn broken = new Turn.Refuses(500, "out of memory");
        first.plays(broken, broken, broken, new Turn.Says(List.of("Well again.")), new Turn.Says(List.of("Still.")));
        ask();
        ask();
        ask();

        assertThat(ask()).isInstanceOf(ChatResult.Failed.class);
        assertThat(first.requests())
                .as("nothing is tried while the circuit is open")
                .hasSize(3);

        clock.now = clock.now.plusSeconds(31);
        assertThat(ask()).isInstanceOf(ChatResult.Completed.class);
        assertThat(ask()).isInstanceOf(ChatResult.Completed.class);
    }

    @Test
    void halfOpenLetsOneTryAtATime() {
        OllamaHost host = new OllamaHost("http://localhost:1", config("http://localhost:1"));
        Instant now = clock.instant();
        for (int i = 0; i < 3; i++) {
            host.failed(MODEL, OllamaFailure.Kind.UNREACHABLE, now);
        }
        assertThat(host.enter(MODEL, now)).isFalse();
        Instant later = now.plusSeconds(31);

        assertThat(host.circuit(later)).isEqualTo("half-open");
        assertThat(host.enter(MODEL, later)).isTrue();
        assertThat(host.enter(MODEL, later)).isFalse();
    }

    @Test
    void theLessBusyHostTakesTheNextChat() throws InterruptedException {
        first.plays(new Turn.Rambles());
        second.plays(new Turn.Says(List.of("I have time.")));
        AtomicInteger stop = new AtomicInteger();
        Thread busy = Thread.ofVirtual()
                .start(() -> chat.chat(request(), ChatHearer.ofAnswer(text -> {}), () -> stop.get() > 0));
        while (first.requests().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }

        assertThat(ask()).isInstanceOf(ChatResult.Completed.class);
        assertThat(second.requests()).hasSize(1);

        stop.incrementAndGet();
        assertThat(first.isHungUpWithin(5))
                .as("an abandoned chat closes its connection")
                .isTrue();
        busy.join();
        assertThat(hosts.all()).extracting(OllamaHost::active).containsOnly(0);
    }

    @Test
    void thinkingIsAskedForOnlyWhereItIsKnownAndIsHeardApart() {
        OllamaServer.Held thinker = new OllamaServer.Held(MODEL, "7h1nk", List.of("completion", "thinking"), 40_960);
        first.plays(new Turn.Thinks(List.of("Let me ", "see."), List.of("42")));
        first.holds(thinker);
        second.isDown();
        hosts.lookAtAll();

        ChatResult result = ask();

        assertThat(result)
                .isInstanceOfSatisfying(
                        ChatResult.Completed.class,
                        completed -> assertThat(completed.text()).isEqualTo("42"));
        assertThat(thoughts).hasToString("Let me see.");
        assertThat(first.requests().getFirst().getBoolean("think")).isTrue();
        assertThat(first.requests().getFirst().containsKey("tools")).isFalse();
    }

    @Test
    void everyRequestNamesItsWindowAndForbidsSilentCuts() {
        first.plays(new Turn.Says(List.of("ok")));

        ask();

        assertThat(first.requests().getFirst().getJsonObject("options").getInteger("num_ctx"))
                .isEqualTo(4_096);
        assertThat(first.requests().getFirst().getBoolean("truncate")).isFalse();
        assertThat(first.requests().getFirst().getString("keep_alive")).isEqualTo("10m");
        assertThat(first.requests().getFirst().containsKey("think")).isFalse();
    }

    private ChatResult ask() {
        return chat.chat(request(), hearer, () -> false);
    }

    private static ChatRequest request() {
        return new ChatRequest(
                MODEL,
                List.of(new ChatTurn.User("Why?")),
                List.of(),
                ModelParameters.NONE,
                4_096,
                null,
                ChatRequest.Purpose.ANSWER,
                null);
    }

    private static OllamaConfig config(String urls) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(OllamaConfig.class)
                .withDefaultValues(Map.of("aiops.ollama.base-url", urls, "aiops.ollama.busy-wait", "10ms"))
                .build();
        return config.getConfigMapping(OllamaConfig.class);
    }
}
