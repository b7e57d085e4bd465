package io.agentaiops.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.agentaiops.local.engine.EngineFiles;
import io.agentaiops.local.engine.EngineSite;
import io.agentaiops.local.engine.OpenSearchEngine;
import io.agentaiops.local.engine.PostgresEngine;
import io.agentaiops.local.engine.Startup;
import io.agentaiops.local.process.Account;
import io.agentaiops.local.process.Launch;
import io.agentaiops.local.process.LocalProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Engines as a company runs them: three Kafka brokers with TLS and SCRAM, PostgreSQL that takes nothing but TLS, OpenSearch
 * with user, password and TLS. OpenSearch's security plugin is not to be had as an artifact: a server in this process that
 * checks user and password and speaks TLS stands before it.
 */
final class SecureEngines implements AutoCloseable {

    private static final String PASSWORD = "of-the-engines";
    private static final String USER = "aiops";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int BROKERS = 3;

    private final Path home;
    private final Account account = Account.unprivileged();
    private final EngineFiles files = EngineFiles.ofBuild();
    private final Path store;
    private final Path authority;
    private final KeyStore keys;
    private final List<Integer> ports =
            IntStream.range(0, 2 * BROKERS).mapToObj(i -> FreePorts.any()).toList();
    private final List<LocalProcess> brokers = new ArrayList<>();
    private final List<LocalProcess> others = new ArrayList<>();
    private final String databaseUrl;
    private final HttpsServer search;

    SecureEngines(Path home) throws IOException, GeneralSecurityException {
        this.home = home;
        this.store = home.resolve("server.p12");
        this.authority = home.resolve("ca.pem");
        certificate();
        keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Files.writeString(
                authority, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        String cluster = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("three-brokers-16".getBytes(StandardCharsets.US_ASCII));
        for (int node = 1; node <= BROKERS; node++) {
            brokers.add(broker(node, cluster));
        }
        databaseUrl = postgres() + "?sslmode=verify-full&sslrootcert=" + authority;
        search = openSearch();
        for (int node = 0; node < BROKERS; node++) {
            int port = ports.get(node);
            Startup.await(brokers.get(node), log("kafka-" + (node + 1)), () -> listens(port), LIMIT);
        }
    }

    /** What a stack is told to run on them. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "KAFKA_BOOTSTRAP_SERVERS",
                ports.stream().limit(BROKERS).map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");
        environment.put("KAFKA_SASL_JAAS_CONFIG", jaas(PASSWORD));
        environment.put("KAFKA_SSL_TRUSTSTORE_TYPE", "PEM");
        environment.put("KAFKA_SSL_TRUSTSTORE_LOCATION", authority.toString());
        environment.put("AIOPS_DB_URL", databaseUrl);
        environment.put("AIOPS_DB_PASSWORD", PASSWORD);
        environment.put(
                "OPENSEARCH_HOSTS", "https://127.0.0.1:" + search.getAddress().getPort());
        environment.put("AIOPS_OPENSEARCH_USERNAME", USER);
        environment.put("AIOPS_OPENSEARCH_PASSWORD", PASSWORD);
        environment.put("AIOPS_OPENSEARCH_CA_FILE", authority.toString());
        return environment;
    }

    static String jaas(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                + password + "\";";
    }

    /** Ends one broker as a power failure does. */
    void killBroker() {
        brokers.getFirst().kill(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        search.stop(0);
        Stream.concat(brokers.stream(), others.stream())
                .toList()
                .forEach(process -> process.kill(Duration.ofSeconds(10)));
    }

    private void certificate() {
        run(List.of(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.PIPE)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private LocalProcess broker(int node, String cluster) throws IOException {
        Path data = Files.createDirectories(home.resolve("kafka-" + node));
        Path properties = data.resolve("server.properties");
        String voters = IntStream.rangeClosed(1, BROKERS)
                .mapToObj(other -> other + "@127.0.0.1:" + ports.get(BROKERS + other - 1))
                .collect(Collectors.joining(","));
        Files.copy(store, data.resolve("server.p12"));
        Files.writeString(properties, """
                process.roles=broker,controller
                node.id=%1$d
                controller.quorum.voters=%2$s
                listeners=CLIENT://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%4$d
                advertised.listeners=CLIENT://127.0.0.1:%3$d
                listener.security.protocol.map=CLIENT:SASL_SSL,CONTROLLER:SSL
                inter.broker.listener.name=CLIENT
                controller.listener.names=CONTROLLER
                sasl.enabled.mechanisms=SCRAM-SHA-512
                sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
                listener.name.client.scram-sha-512.sasl.jaas.config=%5$s
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%6$s
                ssl.keystore.password=%7$s
                ssl.key.password=%7$s
                ssl.truststore.type=PEM
                ssl.truststore.location=%8$s
                log.dirs=%9$s
                auto.create.topics.enable=false
                default.replication.factor=3
                min.insync.replicas=2
                num.partitions=6
                offsets.topic.num.partitions=6
                offsets.topic.replication.factor=3
                transaction.state.log.num.partitions=6
                transaction.state.log.replication.factor=3
                transaction.state.log.min.isr=2
                group.initial.rebalance.delay.ms=0
                broker.session.timeout.ms=6000
                log.cleaner.dedupe.buffer.size=16777216
                num.network.threads=2
                num.io.threads=2
                """.formatted(
                        node,
                        voters,
                        ports.get(node - 1),
                        ports.get(BROKERS + node - 1),
                        jaas(PASSWORD),
                        data.resolve("server.p12"),
                        PASSWORD,
                        authority,
                        data.resolve("log")));
        account.own(data);
        run(account.command(kafka(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                cluster,
                "-c",
                properties.toString(),
                "--add-scram",
                "SCRAM-SHA-512=[name=" + USER + ",password=" + PASSWORD + "]")));
        return LocalProcess.start(
                new Launch(
                        "kafka-" + node,
                        kafka("kafka.Kafka", properties.toString()),
                        Map.of("PATH", "/usr/bin:/bin", "HOME", data.toString()),
                        data,
                        log("kafka-" + node),
                        account),
                LocalProcess.Signal.TERM);
    }

    private static List<String> kafka(String... arguments) throws IOException {
        try (Stream<Path> found = Files.list(Path.of(System.getProperty("aiops.engines.dir")))) {
            Path kafka = found.filter(path -> path.getFileName().toString().startsWith("kafka-"))
                    .findFirst()
                    .orElseThrow();
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    kafka.resolve("lib") + "/*"));
            command.addAll(List.of(arguments));
            return command;
        }
    }

    private String postgres() throws IOException, GeneralSecurityException {
        EngineSite site = EngineSite.at(home.resolve("postgres"), log("postgres"), account, false);
        PostgresEngine engine = new PostgresEngine(files, site, FreePorts.any(), PASSWORD);
        Launch launch = engine.prepare();
        Path cluster = site.data().resolve("cluster");
        Key key = keys.getKey("server", PASSWORD.toCharArray());
        Files.writeString(cluster.resolve("server.key"), pem("PRIVATE KEY", key.getEncoded()));
        Files.setPosixFilePermissions(cluster.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
        Files.copy(authority, cluster.resolve("server.crt"));
        Files.writeString(cluster.resolve("postgresql.conf"), "ssl = on\n", StandardOpenOption.APPEND);
        Files.writeString(cluster.resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
        account.own(site.data());
        LocalProcess process = LocalProcess.start(launch, engine.stopSignal());
        others.add(process);
        Startup.await(process, log("postgres"), engine::answers, LIMIT);
        return engine.jdbcUrl();
    }

    private HttpsServer openSearch() throws IOException, GeneralSecurityException {
        EngineSite site = EngineSite.at(home.resolve("opensearch"), log("opensearch"), account, false);
        OpenSearchEngine engine = new OpenSearchEngine(files, site, FreePorts.any());
        LocalProcess process = LocalProcess.start(engine.prepare(), engine.stopSignal());
        others.add(process);
        Startup.await(process, log("opensearch"), engine::answers, LIMIT);

        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        server.createContext("/", exchange -> pass(exchange, client, engine.host()));
        server.start();
        return server;
    }

    private static void pass(HttpExchange exchange, HttpClient client, String host) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String expected = "Basic "
                    + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://" + host + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            if (type != null) {
                request.header("Content-Type", type);
            }
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            byte[] answer = response.body().readAllBytes();
            response.headers()
                    .firstValue("Content-Type")
                    .ifPresent(answered -> exchange.getResponseHeaders().set("Content-Type", answered));
            exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Path log(String name) {
        return home.resolve(name + ".log");
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
