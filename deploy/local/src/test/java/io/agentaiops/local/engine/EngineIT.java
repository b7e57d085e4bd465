package io.agentaiops.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.local.process.Account;
import io.agentaiops.local.process.Command;
import io.agentaiops.local.process.LocalProcess;
import io.agentaiops.local.process.Ports;
import io.agentaiops.local.process.Watchdog;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Each engine: started as nobody in particular, asked, stopped, started again on the same data, stopped for good. */
class EngineIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Watchdog WATCHDOG = Watchdog.start();

    private final EngineFiles files = EngineFiles.ofBuild();

    @Test
    void kafkaKeepsItsTopicsOverARestart() throws Exception {
        List<Integer> ports = Ports.free(2);
        KafkaEngine engine = new KafkaEngine(files, site("kafka"), ports.get(0), ports.get(1));

        Uuid before = twice(engine, id -> id, () -> {
            KafkaTopics.create(engine.bootstrapServers());
            return topicId(engine);
        });

        assertThat(before).isNotNull();
    }

    @Test
    void postgresKeepsItsRowsOverARestart() throws Exception {
        PostgresEngine engine =
                new PostgresEngine(files, site("postgres"), Ports.free(1).getFirst(), "secret");

        Integer rows = twice(engine, count -> count + 1, () -> {
            try (Connection connection =
                    DriverManager.getConnection(engine.jdbcUrl(), PostgresEngine.DATABASE, "secret")) {
                connection.createStatement().execute("CREATE TABLE IF NOT EXISTS note (text text)");
                connection.createStatement().execute("INSERT INTO note VALUES ('kept')");
                try (ResultSet result = connection.createStatement().executeQuery("SELECT count(*) FROM note")) {
                    result.next();
                    return result.getInt(1);
                }
            }
        });

        assertThat(rows).isEqualTo(1);
    }

    @Test
    void openSearchKeepsItsDocumentsOverARestart() throws Exception {
        OpenSearchEngine engine =
                new OpenSearchEngine(files, site("opensearch"), Ports.free(1).getFirst());

        Integer hits = twice(engine, count -> count + 1, () -> {
            http(engine, "POST", "/logs-kept/_doc?refresh=true", "{\"text\": \"kept\"}");
            String count = http(engine, "GET", "/logs-kept/_count", "");
            return Integer.parseInt(count.replaceAll("(?s).*\"count\":(\\d+).*", "$1"));
        });

        assertThat(hits).isEqualTo(1);
    }

    /**
     * Starts the engine, does something, and does it once more after a restart, when it must find what it left: the second
     * result must be what the first is turned into.
     */
    private <T> T twice(Engine engine, UnaryOperator<T> expected, Deed<T> deed) throws Exception {
        LocalProcess process = start(engine);
        T first = deed.perform();
        stop(engine, process);

        LocalProcess again = start(engine);
        assertThat(deed.perform()).isEqualTo(expected.apply(first));
        stop(engine, again);
        return first;
    }

    private static LocalProcess start(Engine engine) {
        LocalProcess process = LocalProcess.start(engine.prepare(), engine.stopSignal());
        WATCHDOG.watch(process);
        Startup.await(process, log(engine.name()), engine::answers, LIMIT);
        assertThat(listeners(engine))
                .isNotEmpty()
                .allMatch(address -> address.startsWith("127.0.0.1:")
                        || address.startsWith("[::ffff:127.0.0.1]:")
                        || address.startsWith("[::1]:"));
        assertThat(owner(process))
                .isEqualTo(Integer.toString(Account.unprivileged().uid()));
        return process;
    }

    private static void stop(Engine engine, LocalProcess process) {
        List<ProcessHandle> family = ProcessHandle.of(process.identity().pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();

        assertThat(process.stop(Duration.ofSeconds(20))).as("ended in order").isTrue();
        assertThat(process.isAlive()).isFalse();
        assertThat(family).noneMatch(ProcessHandle::isAlive);
        assertThat(engine.ports()).allMatch(Ports::isFree);
        assertThat(engine.answers()).isFalse();
    }

    /** What the engine's ports are bound to. */
    private static List<String> listeners(Engine engine) {
        List<String> suffixes = engine.ports().stream().map(port -> ":" + port).toList();
        return Command.run(List.of("ss", "-tlnH"))
                .orThrow("listing the listeners")
                .output()
                .lines()
                .map(line -> line.strip().split("\\s+", -1)[3])
                .filter(address -> suffixes.stream().anyMatch(address::endsWith))
                .toList();
    }

    private static String owner(LocalProcess process) {
        return Command.run(List.of(
                        "stat", "-c", "%u", "/proc/" + process.identity().pid()))
                .output()
                .strip();
    }

    private Uuid topicId(KafkaEngine engine) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", engine.bootstrapServers()))) {
            return admin.describeTopics(List.of("aiops.queries")).allTopicNames().get().values().stream()
                    .findFirst()
                    .orElseThrow()
                    .topicId();
        }
    }

    private static String http(OpenSearchEngine engine, String method, String path, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://" + engine.host() + path))
                                    .header("Content-Type", "application/json")
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static EngineSite site(String name) {
        Path data = Path.of("target", "engine-it-" + ProcessHandle.current().pid(), name)
                .toAbsolutePath();
        WATCHDOG.discard(data);
        return EngineSite.at(data, log(name), Account.unprivileged(), true);
    }

    private static Path log(String name) {
        return Path.of("target", "engine-it-" + ProcessHandle.current().pid(), name + ".log");
    }

    /** Something that is done with a running engine. */
    private interface Deed<T> {
        T perform() throws Exception;
    }
}
