package io.agentaiops.local.stack;

import io.agentaiops.local.keys.KeyRing;
import io.agentaiops.local.process.Account;
import io.agentaiops.local.process.Launch;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service of the platform as part of a stack.
 *
 * @param stack the stack
 * @param service which service
 * @param number which of several replicas, counted from 1; 0 for one that is alone
 * @param java what runs it
 */
record ServiceComponent(Stack stack, Service service, int number, JavaRuntime java) implements Component {

    /** What services may be told by the environment of the caller. */
    private static final List<String> INHERITED =
            List.of("AIOPS_", "KAFKA_", "OLLAMA_", "QUARKUS_", "OTEL_", "LANG", "PATH", "TZ");

    /**
     * Virtual threads have more carriers than there are processors: one that initialises a class keeps its carrier while it
     * waits, and with two carriers two such threads stand in everybody's way.
     */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djdk.virtualThreadScheduler.parallelism=16",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "--enable-native-access=ALL-UNNAMED");

    /** C2 comes in later than by default: at the start of eight programs on few cores it takes more than it gives. */
    private static final List<String> LATE_C2 = List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    /** Somebody waits for each token, tool step and alert that goes through these. */
    private static final Set<Service> AWAITED =
            EnumSet.of(Service.AGENT_GATEWAY, Service.TOOL_RUNNER, Service.ALERT_ROUTER);

    @Override
    public String name() {
        return number == 0 ? service.id() : service.replica(number);
    }

    /**
     * Engines that somebody else runs are taken to be there. The first replica comes up alone, for it makes or changes the
     * tables.
     */
    @Override
    public List<String> needs() {
        Stream<String> engines = service.needs().stream()
                .filter(engine -> !stack.external().named().containsKey(engine));
        return Stream.concat(engines, number > 1 ? Stream.of(service.replica(1)) : Stream.of())
                .toList();
    }

    @Override
    public List<Integer> ports() {
        return List.of(port());
    }

    private int port() {
        return number == 0 ? stack.ports().of(service) : stack.ports().replica(service, number);
    }

    @Override
    public String version() {
        try {
            return Files.getLastModifiedTime(jar()).toInstant().toString();
        } catch (IOException e) {
            throw new IllegalStateException(jar() + " is missing: build it with ./aiops up, without --no-build", e);
        }
    }

    private Path jar() {
        return stack.home().root().resolve(service.id()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    @Override
    public Launch prepare() {
        Account account = java.account();
        Path data = account.own(stack.home().data(name()));
        List<String> command = new ArrayList<>(List.of(java.command(), "-Xmx" + service.heapMegabytes() + "m"));
        command.addAll(FLAGS);
        if (!AWAITED.contains(service)) {
            command.addAll(LATE_C2);
        }
        command.addAll(QuarkusApp.openings(jar()));
        command.add("-Duser.home=" + data);
        List<String> own = flagsOfTheUser();
        if (own.stream().noneMatch(ServiceComponent::isAgent)) {
            command.addAll(java.training(stack.home(), name(), jar(), number < 2));
        }
        command.addAll(own);
        command.addAll(List.of("-cp", QuarkusApp.classPath(jar()), QuarkusApp.MAIN_CLASS));
        return new Launch(name(), command, environment(data), data, stack.home().log(name()), account);
    }

    /** {@code AIOPS_TOOL_RUNNER_JAVA_OPTS} and its likes: JVM flags between spaces, which win over ours. */
    private List<String> flagsOfTheUser() {
        String flags = System.getenv().getOrDefault("AIOPS_" + service.name() + "_JAVA_OPTS", "");
        return flags.isBlank() ? List.of() : List.of(flags.strip().split("\\s+", -1));
    }

    /** The JVM refuses to share class data that an agent may have changed. */
    private static boolean isAgent(String flag) {
        return flag.startsWith("-agent") || flag.startsWith("-javaagent");
    }

    private Map<String, String> environment(Path data) {
        Map<String, String> environment = new HashMap<>();
        System.getenv().forEach((name, value) -> {
            if (INHERITED.stream().anyMatch(name::startsWith)) {
                environment.put(name, value);
            }
        });
        for (Service other : Service.values()) {
            environment.put(
                    "AIOPS_" + other.name() + "_PORT",
                    Integer.toString(stack.ports().of(other)));
            environment.putIfAbsent(
                    "AIOPS_" + other.name() + "_URL", stack.ports().url(other));
        }
        if (number > 0) {
            behindTheBalancer(environment);
        }
        environment.putIfAbsent("AIOPS_HTTP_HOST", "127.0.0.1");
        environment.putIfAbsent("AIOPS_DB_USER", "aiops");
        environment.putIfAbsent("AIOPS_DB_PASSWORD", KeyRing.read(stack.keys().databasePassword()));
        environment.put("AIOPS_DB_URL", stack.databaseUrl());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", stack.kafkaAddress());
        environment.put("OPENSEARCH_HOSTS", stack.openSearchHosts());
        environment.put("OLLAMA_BASE_URL", stack.external().ollama());
        environment.putIfAbsent(
                "AIOPS_DOCUMENTS_DIR", stack.home().root().resolve("documents").toString());
        environment.putIfAbsent("AIOPS_CONFIG_DIR", stack.home().config().toString());
        environment.putIfAbsent("AIOPS_BACKUP_DIR", stack.home().backups().toString());
        environment.putIfAbsent(
                "AIOPS_AUDIT_HEADS_DIR",
                stack.home().backups().resolve("audit-heads").toString());
        environment.putIfAbsent("AIOPS_LOGS_DIR", stack.home().logs().toString());
        environment.put("AIOPS_DATA_DIR", data.toString());
        environment.put("HOME", data.toString());
        environment.putAll(keyFiles());
        environment.putIfAbsent("AIOPS_KEY_HANDOVER_DIR", newKeys().toString());
        maintenance().forEach(environment::putIfAbsent);
        return environment;
    }

    /** It listens for the balancer alone, and believes it who asks. */
    private void behindTheBalancer(Map<String, String> environment) {
        environment.put("AIOPS_" + service.name() + "_PORT", Integer.toString(port()));
        environment.put("AIOPS_INSTANCE", name());
        environment.put("AIOPS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
        environment.put("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true");
        environment.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1");
    }

    /** Where the service, whichever of its replicas, hands out a key. */
    private Path newKeys() {
        return java.account().own(stack.home().data(service.id())).resolve("new-keys");
    }

    /** Each service is told of those keys that it needs, and of no other. */
    private Map<String, String> keyFiles() {
        KeyRing keys = stack.keys();
        Map<String, String> files = new HashMap<>();
        files.put("AIOPS_JWT_PUBLIC_KEY_FILE", keys.jwtPublicKey().toString());
        if (service != Service.TOOL_RUNNER) {
            files.put("AIOPS_PSEUDONYM_KEY_FILE", keys.pseudonymKey().toString());
        }
        switch (service) {
            case AGENT_GATEWAY -> {
                files.put("AIOPS_JWT_PRIVATE_KEY_FILE", keys.jwtPrivateKey().toString());
                files.put("AIOPS_ADMIN_KEY_FILE", keys.adminKey().toString());
                files.put("AIOPS_ALERT_ROUTER_KEY_FILE", keys.alertRouterKey().toString());
                files.put("AIOPS_TOOL_RUNNER_KEY_FILE", keys.toolRunnerKey().toString());
                files.put("AIOPS_CONVERSATION_KEY_FILE", keys.conversationKey().toString());
            }
            case ALERT_ROUTER ->
                files.put("AIOPS_ALERT_ROUTER_KEY_FILE", keys.alertRouterKey().toString());
            case TOOL_RUNNER ->
                files.put("AIOPS_TOOL_RUNNER_KEY_FILE", keys.toolRunnerKey().toString());
            case OPS_SCHEDULER -> {
                files.put("AIOPS_BACKUP_KEY_FILE", keys.backupKey().toString());
                files.put("AIOPS_AUDIT_PRIVATE_KEY_FILE", keys.auditPrivateKey().toString());
                files.put("AIOPS_AUDIT_PUBLIC_KEY_FILE", keys.auditPublicKey().toString());
                files.put(
                        "AIOPS_BACKUP_KEYS",
                        keys.wrapped().stream().map(Path::toString).collect(Collectors.joining(",")));
            }
            case RAG_INDEXER -> {}
        }
        return files;
    }

    /** How ops-scheduler stops and starts the others in a maintenance window; another account could do neither. */
    private Map<String, String> maintenance() {
        if (service != Service.OPS_SCHEDULER || java.account().switched()) {
            return Map.of();
        }
        String aiops = stack.home().root().resolve("aiops").toString();
        String offset = "--offset," + stack.ports().offset();
        return Map.of(
                "AIOPS_MAINTENANCE_STAGES_STOP",
                aiops + ",down,agent-gateway,tool-runner,rag-indexer,alert-router," + offset,
                "AIOPS_MAINTENANCE_STAGES_START",
                aiops + ",up,--no-build," + offset);
    }

    @Override
    public boolean ready() {
        return Health.of("http://127.0.0.1:" + port()).equals(Health.UP);
    }

    /** What a service says of itself. */
    enum Health {
        UP,
        DOWN,
        SILENT;

        static Health of(String address) {
            try {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create(address + "/q/health/ready").toURL().openConnection();
                connection.setConnectTimeout(500);
                connection.setReadTimeout(3000);
                return connection.getResponseCode() == 200 ? UP : DOWN;
            } catch (IOException e) {
                return SILENT;
            }
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
