package io.agentaiops.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole stack of its own: ports moved out of the way, its data, documents and configuration under {@code target/}, mail
 * going to a real SMTP server in this process, Slack and SMS to a recorder.
 */
final class Stack {

    /** Moved by the offset, like those of the services. */
    private static final int DEBUGGER_PORT = 8085;

    /** By their ports. */
    static final List<String> SERVICES =
            List.of("agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router");

    static final List<String> ENGINES = List.of("kafka", "postgres", "opensearch");

    private static @Nullable Stack running;
    private static @Nullable String failure;

    private final Path root = Path.of(System.getProperty("aiops.root.dir")).toAbsolutePath();
    private final Path home;
    private final int offset = FreePorts.offset();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final HttpRecorder hooks = new HttpRecorder();
    private final ScriptedOllama ollama = new ScriptedOllama();
    private final Api api;

    /** The stack of this test run; started by whoever asks first. */
    static synchronized Stack get() {
        if (failure != null) {
            throw new IllegalStateException("the stack did not start: " + failure);
        }
        if (running == null) {
            try {
                running = new Stack();
            } catch (RuntimeException e) {
                failure = e.getMessage();
                throw e;
            }
        }
        return running;
    }

    private Stack() {
        try {
            Path base = Files.createDirectories(root.resolve("deploy/e2e/target"));
            home = Files.createTempDirectory(base, "stack-");
            open(home);
            copyTree(root.resolve("documents"), documents());
            Files.createDirectories(config());
            open(config());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mail.start();
        writeConfig();
        Runtime.getRuntime().addShutdownHook(new Thread(this::down));
        Cli.Result up = start(Map.of());
        System.getLogger(Stack.class.getName()).log(System.Logger.Level.INFO, up.output());
        this.api = new Api("http://127.0.0.1:" + (8080 + offset), key());
    }

    private void writeConfig() {
        write(config().resolve("alertmanager.yml"), """
                global:
                  resolve_timeout: 5m
                  smtp_from: aiops@company.example
                  smtp_smarthost: 127.0.0.1:%d
                  smtp_require_tls: false
                  slack_api_url: http://127.0.0.1:%d/slack
                route:
                  receiver: operations
                  group_by: [alertname]
                  group_wait: 1s
                  group_interval: 1s
                  repeat_interval: 4h
                  routes:
                    - matchers: ['severity="critical"']
                      receiver: critical
                    - matchers: ['watch="counted"']
                      receiver: counted
                    - matchers: ['watch="patient"']
                      receiver: counted
                      group_wait: 25s
                receivers:
                  - name: counted
                    webhook_configs: [{url: 'http://127.0.0.1:%d/counted'}]
                  - name: operations
                    email_configs: [{to: alerts@company.example, send_resolved: true}]
                    slack_configs: [{channel: '#aiops-alerts', send_resolved: true}]
                    dashboard_configs: [{send_resolved: true}]
                  - name: critical
                    email_configs: [{to: alerts@company.example, send_resolved: true}]
                    slack_configs: [{channel: '#aiops-alerts', send_resolved: true}]
                    sms_configs:
                      - url: http://127.0.0.1:%d/sms
                        account: AC0
                        token: secret
                        from: '+15550100'
                        to: ['+15550199']
                    dashboard_configs: [{send_resolved: true}]
                """.formatted(
                        mail.getSmtp().getPort(), hooks.port(), hooks.port(), hooks.port()));
        write(config().resolve("thresholds.yml"), """
                thresholds:
                  - alert: ProbeLoadHigh
                    metric: probe.load
                    operator: '>'
                    value: 80
                    for: 2s
                    severity: warning
                    annotations: {summary: 'load is ${value}'}
                """);
    }

    Api api() {
        return api;
    }

    GreenMail mail() {
        return mail;
    }

    HttpRecorder hooks() {
        return hooks;
    }

    ScriptedOllama ollama() {
        return ollama;
    }

    Path documents() {
        return home.resolve("documents");
    }

    Path home() {
        return home;
    }

    OperatorDesk operator() {
        return new OperatorDesk(home.resolve("operator"));
    }

    String kafka() {
        return "127.0.0.1:" + (9092 + offset);
    }

    String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + (5432 + offset) + "/aiops";
    }

    String databasePassword() {
        return read(home.resolve("keys/database.password")).strip();
    }

    String alertRouter() {
        return "http://127.0.0.1:" + (8084 + offset);
    }

    String key() {
        return read(home.resolve("admin.key")).strip();
    }

    /** Runs {@code ./aiops} against this stack. */
    Cli.Result aiops(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--offset", Integer.toString(offset)));
        return aiops(Duration.ofMinutes(3), Map.of(), all.toArray(String[]::new));
    }

    private Cli.Result aiops(Duration limit, Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("AIOPS_HOME", home.toString());
        environment.put("AIOPS_DOCUMENTS_DIR", documents().toString());
        environment.put("AIOPS_CONFIG_DIR", config().toString());
        environment.put("OLLAMA_BASE_URL", ollama.address());
        // It lives once: what would be kept for the next start costs half a minute of both cores at its end.
        environment.put("AIOPS_CLASS_DATA", "off");
        // A real quarter of an hour is too long to see the next level called.
        environment.put("AIOPS_EMERGENCY_LEVEL2_AFTER", "6s");
        environment.put("AIOPS_EMERGENCY_LOOK_EVERY", "1s");
        environment.putAll(operator().environment());
        return Cli.run(root, environment, limit, arguments);
    }

    /** The process of a component. */
    ProcessHandle process(String component) {
        JsonNode state = Json.parse(read(home.resolve("run").resolve(component + ".json")));
        return ProcessHandle.of(state.get("pid").asLong()).orElseThrow();
    }

    /** Ends a component as a power failure does, with the children that it has. */
    void kill(String component) {
        ProcessHandle process = process(component);
        Stream.concat(process.descendants(), Stream.of(process)).toList().forEach(ProcessHandle::destroyForcibly);
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(component + " did not end", e);
        }
    }

    /** Lets a component stand still, with the children that it has: to others it looks as if the network had gone. */
    void pause(String component) {
        Signals.pause(process(component));
    }

    void resume(String component) {
        Signals.resume(process(component));
    }

    /** Where a service listens. */
    String address(String service) {
        return "http://127.0.0.1:" + (8080 + SERVICES.indexOf(service) + offset);
    }

    String search() {
        return "http://127.0.0.1:" + (9200 + offset);
    }

    /** Starts what does not run. */
    void up() {
        start(Map.of());
    }

    /** Kills a service and starts it so that a {@link Debugger} can hold it; answers the debugger's port. */
    int restartWithDebugger(String service) {
        kill(service);
        int port = DEBUGGER_PORT + offset;
        String variable = "AIOPS_" + service.toUpperCase(Locale.ROOT).replace('-', '_') + "_JAVA_OPTS";
        start(Map.of(variable, Debugger.flags(port)));
        return port;
    }

    private Cli.Result start(Map<String, String> environment) {
        Cli.Result up =
                aiops(Duration.ofMinutes(5), environment, "up", "--no-build", "--offset", Integer.toString(offset));
        if (up.exitCode() != 0) {
            throw new IllegalStateException("up failed:\n" + up.output());
        }
        return up;
    }

    Cli.Result down() {
        Cli.Result down = aiops("down");
        hooks.close();
        ollama.close();
        mail.stop();
        return down;
    }

    /** Every port that the stack may listen on. */
    List<Integer> ports() {
        return FreePorts.ofStack(offset);
    }

    private Path config() {
        return home.resolve("config");
    }

    /** Temporary directories are closed to others, and the services run under an account of their own. */
    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
