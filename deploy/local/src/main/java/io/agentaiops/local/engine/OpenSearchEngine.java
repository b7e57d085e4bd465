package io.agentaiops.local.engine;

import io.agentaiops.local.process.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One OpenSearch node with the k-NN and neural-search plugins. The distribution has no security plugin, so it listens on
 * the loopback interface only.
 */
public final class OpenSearchEngine implements Engine {

    private static final String LOGGING = """
            status = error
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{ISO8601} %-5p %c{1.} %m%n
            rootLogger.level = warn
            rootLogger.appenderRef.console.ref = console
            logger.node.name = org.opensearch.node
            logger.node.level = info
            """;

    private static final List<String> FLAGS = List.of(
            "-Xms512m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+AllowArchivingWithJavaAgent",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Djna.nosys=true",
            "-Dio.netty.noUnsafe=true",
            "-Dio.netty.noKeySetOptimization=true",
            "-Dio.netty.recycler.maxCapacityPerThread=0",
            "-Dlog4j.shutdownHookEnabled=false",
            "-Dlog4j2.disable.jmx=true",
            "-Dlog4j2.formatMsgNoLookups=true",
            "-Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1",
            "-Dopensearch.distribution.type=tar",
            "-Dopensearch.bundled_jdk=false");

    private final EngineFiles files;
    private final EngineSite site;
    private final int port;

    public OpenSearchEngine(EngineFiles files, EngineSite site, int port) {
        this.files = files;
        this.site = site;
        this.port = port;
    }

    @Override
    public String name() {
        return "opensearch";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    /** The address for clients, {@code host:port}. */
    public String host() {
        return "127.0.0.1:" + port;
    }

    @Override
    public Launch prepare() {
        Path home = files.openSearch();
        Path config = site.data().resolve("config");
        Path temporary = site.data().resolve("tmp");
        try {
            Files.createDirectories(config);
            Files.createDirectories(temporary);
            Files.writeString(config.resolve("opensearch.yml"), configuration());
            Files.writeString(config.resolve("log4j2.properties"), LOGGING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration of OpenSearch: " + e.getMessage(), e);
        }
        site.account().own(site.data());
        List<String> command = new ArrayList<>(List.of(site.javaCommand()));
        command.addAll(FLAGS);
        command.addAll(site.jvmFlags());
        command.add("-javaagent:" + home.resolve("agent/opensearch-agent.jar"));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Dopensearch.path.home=" + home);
        command.add("-Dopensearch.path.conf=" + config);
        command.addAll(List.of("-cp", home.resolve("lib") + "/*", "org.opensearch.bootstrap.OpenSearch"));
        return new Launch(name(), command, site.environment(), site.data(), site.log(), site.account());
    }

    private String configuration() {
        return """
                cluster.name: agent-aiops
                node.name: local
                discovery.type: single-node
                network.host: 127.0.0.1
                http.port: %d
                transport.port: 0
                path.data: "%s"
                path.logs: "%s"
                action.auto_create_index: "logs-*,traces-*"
                cluster.routing.allocation.disk.threshold_enabled: false
                """.formatted(port, site.data().resolve("nodes"), site.data().resolve("logs"));
    }

    @Override
    public boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + host() + "/_cluster/health").toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
