package io.agentaiops.local.testing;

import io.agentaiops.local.engine.Engine;
import io.agentaiops.local.engine.EngineFiles;
import io.agentaiops.local.engine.EngineSite;
import io.agentaiops.local.engine.KafkaEngine;
import io.agentaiops.local.engine.KafkaTopics;
import io.agentaiops.local.engine.OpenSearchEngine;
import io.agentaiops.local.engine.PostgresEngine;
import io.agentaiops.local.engine.Startup;
import io.agentaiops.local.keys.KeyRing;
import io.agentaiops.local.process.Account;
import io.agentaiops.local.process.LocalProcess;
import io.agentaiops.local.process.Ports;
import io.agentaiops.local.process.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The engines of one test JVM. What runs is remembered in system properties and not in fields, for Quarkus loads this
 * class once for every class loader that it makes.
 */
public final class TestEngines {

    private static final String PREFIX = "aiops.testing.";
    private static final String PASSWORD = "testing";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private TestEngines() {}

    /** Starts those of the engines that do not run yet, side by side; returns the configuration for a service. */
    public static Map<String, String> start(Set<String> names) {
        synchronized (Runtime.getRuntime()) {
            Map<String, String> configuration = new HashMap<>();
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                List<CompletableFuture<Map<String, String>>> starts = names.stream()
                        .map(name -> CompletableFuture.supplyAsync(() -> configurationOf(name), executor))
                        .toList();
                starts.forEach(start -> configuration.putAll(start.join()));
            }
            configuration.putAll(keys());
            return Map.copyOf(configuration);
        }
    }

    private static Map<String, String> configurationOf(String name) {
        return switch (name) {
            case "kafka" -> {
                String servers = remembered("kafka", TestEngines::kafka);
                yield Map.of("kafka.bootstrap.servers", servers, "KAFKA_BOOTSTRAP_SERVERS", servers);
            }
            case "postgres" ->
                Map.of(
                        "AIOPS_DB_URL", remembered("postgres", TestEngines::postgres),
                        "AIOPS_DB_USER", environment("AIOPS_TEST_DB_USER", PostgresEngine.DATABASE),
                        "AIOPS_DB_PASSWORD", environment("AIOPS_TEST_DB_PASSWORD", PASSWORD));
            case "opensearch" -> Map.of("OPENSEARCH_HOSTS", remembered("opensearch", TestEngines::openSearch));
            default ->
                throw new IllegalArgumentException("no engine is called " + name + ": kafka, postgres, opensearch");
        };
    }

    private static String remembered(String name, Supplier<String> starter) {
        String running = System.getProperty(PREFIX + name);
        if (running != null) {
            return running;
        }
        String address = starter.get();
        System.setProperty(PREFIX + name, address);
        return address;
    }

    private static String kafka() {
        String external = System.getenv("AIOPS_TEST_KAFKA");
        if (external != null) {
            KafkaTopics.create(external);
            return external;
        }
        List<Integer> ports = Ports.free(2);
        KafkaEngine engine = started(new KafkaEngine(EngineFiles.ofBuild(), site("kafka"), ports.get(0), ports.get(1)));
        KafkaTopics.create(engine.bootstrapServers());
        return engine.bootstrapServers();
    }

    private static String postgres() {
        String external = System.getenv("AIOPS_TEST_DB_URL");
        if (external != null) {
            return ExternalDatabase.create(
                    external,
                    environment("AIOPS_TEST_DB_USER", PostgresEngine.DATABASE),
                    environment("AIOPS_TEST_DB_PASSWORD", PASSWORD));
        }
        return started(new PostgresEngine(
                        EngineFiles.ofBuild(), site("postgres"), Ports.free(1).getFirst(), PASSWORD))
                .jdbcUrl();
    }

    private static String openSearch() {
        String external = System.getenv("AIOPS_TEST_OPENSEARCH");
        if (external != null) {
            return external;
        }
        return started(new OpenSearchEngine(
                        EngineFiles.ofBuild(), site("opensearch"), Ports.free(1).getFirst()))
                .host();
    }

    /** A failed start is told in full, for Quarkus shows no more than that a test resource failed. */
    private static <E extends Engine> E started(E engine) {
        try {
            run(engine);
            return engine;
        } catch (RuntimeException e) {
            System.getLogger(TestEngines.class.getName()).log(System.Logger.Level.ERROR, e.getMessage());
            throw e;
        }
    }

    private static void run(Engine engine) {
        Watchdog watchdog = Watchdog.start();
        LocalProcess process = LocalProcess.start(engine.prepare(), engine.stopSignal());
        watchdog.watch(process);
        watchdog.discard(folder().resolve(engine.name()));
        Startup.await(process, log(engine.name()), engine::answers, LIMIT);
    }

    private static EngineSite site(String name) {
        Account account = Account.unprivileged();
        account.requireWay(List.of(folder(), Path.of(System.getProperty("java.home"))));
        return EngineSite.at(folder().resolve(name), log(name), account, false);
    }

    private static Path log(String name) {
        return folder().resolve(name + ".log");
    }

    /** Under the target folder of the module under test, so that it goes with {@code mvn clean}. */
    private static Path folder() {
        return Path.of("target", "engines-" + ProcessHandle.current().pid()).toAbsolutePath();
    }

    private static Map<String, String> keys() {
        Path home = folder();
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        KeyRing keys = new KeyRing(home).complete();
        Map<String, String> all = new HashMap<>(Map.of(
                "AIOPS_BACKUP_KEY_FILE", keys.backupKey().toString(),
                "AIOPS_BACKUP_KEYS", keys.conversationKey() + "," + keys.jwtPublicKey(),
                "AIOPS_AUDIT_PRIVATE_KEY_FILE", keys.auditPrivateKey().toString(),
                "AIOPS_AUDIT_PUBLIC_KEY_FILE", keys.auditPublicKey().toString()));
        all.putAll(Map.of(
                "AIOPS_ADMIN_KEY_FILE", keys.adminKey().toString(),
                "AIOPS_ALERT_ROUTER_KEY_FILE", keys.alertRouterKey().toString(),
                "AIOPS_CONVERSATION_KEY_FILE", keys.conversationKey().toString(),
                "AIOPS_PSEUDONYM_KEY_FILE", keys.pseudonymKey().toString(),
                "AIOPS_JWT_PRIVATE_KEY_FILE", keys.jwtPrivateKey().toString(),
                "AIOPS_JWT_PUBLIC_KEY_FILE", keys.jwtPublicKey().toString(),
                "aiops.test.jwt.private-key", keys.jwtPrivateKey().toString()));
        return all;
    }

    private static String environment(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null ? otherwise : value;
    }
}
