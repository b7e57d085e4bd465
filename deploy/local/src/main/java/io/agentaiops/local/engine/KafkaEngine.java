package io.agentaiops.local.engine;

import io.agentaiops.local.process.Command;
import io.agentaiops.local.process.Launch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One Kafka node that is broker and controller (KRaft). */
public final class KafkaEngine implements Engine {

    private static final String LOGGING = """
            handlers=java.util.logging.ConsoleHandler
            java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n
            .level=WARNING
            kafka.server.level=INFO
            org.apache.kafka.common.config.level=WARNING
            """;

    private static final short API_VERSIONS = 18;

    private final EngineFiles files;
    private final EngineSite site;
    private final int port;
    private final int controllerPort;

    public KafkaEngine(EngineFiles files, EngineSite site, int port, int controllerPort) {
        this.files = files;
        this.site = site;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port, controllerPort);
    }

    /** The address for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public Launch prepare() {
        Path properties = site.data().resolve("server.properties");
        Path logging = site.data().resolve("logging.properties");
        try {
            Files.createDirectories(site.data());
            Files.writeString(properties, configuration());
            Files.writeString(logging, LOGGING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration of Kafka: " + e.getMessage(), e);
        }
        site.account().own(site.data());
        if (!Files.exists(site.data().resolve("log/meta.properties"))) {
            format(properties);
        }
        List<String> arguments = new ArrayList<>(List.of("-Xms128m", "-Xmx384m", "-XX:+ExitOnOutOfMemoryError"));
        arguments.addAll(site.jvmFlags());
        arguments.add("-Djava.util.logging.config.file=" + logging);
        arguments.addAll(List.of("kafka.Kafka", properties.toString()));
        return new Launch(name(), java(arguments), site.environment(), site.data(), site.log(), site.account());
    }

    private String configuration() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=CLIENT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=CLIENT://127.0.0.1:%1$d
                listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=CLIENT
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=false
                num.partitions=6
                offsets.topic.num.partitions=6
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=6
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.retention.hours=168
                log.cleaner.dedupe.buffer.size=16777216
                num.network.threads=2
                num.io.threads=4
                """.formatted(port, controllerPort, site.data().resolve("log"));
    }

    /** Gives the empty data folder a cluster id, without which a broker does not start on it. */
    private void format(Path properties) {
        byte[] id = new byte[16];
        UUID random = UUID.randomUUID();
        ByteBuffer.wrap(id).putLong(random.getMostSignificantBits()).putLong(random.getLeastSignificantBits());
        String clusterId = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        List<String> arguments =
                List.of("kafka.tools.StorageTool", "format", "-t", clusterId, "-c", properties.toString());
        Command.run(site.account().command(java(arguments)), site.environment())
                .orThrow("formatting Kafka's data folder");
    }

    private List<String> java(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(site.javaCommand(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", files.kafka().resolve("lib") + "/*"));
        command.addAll(arguments);
        return command;
    }

    /** Asks for the API versions, the first request of every client. */
    @Override
    public boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(2000);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            ByteBuffer request = ByteBuffer.allocate(14)
                    .putInt(10)
                    .putShort(API_VERSIONS)
                    .putShort((short) 0)
                    .putInt(1)
                    .putShort((short) -1);
            out.write(request.array());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int size = in.readInt();
            int correlation = in.readInt();
            short error = in.readShort();
            return size > 6 && correlation == 1 && error == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
