package io.agentaiops.opsscheduler.host;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Measures what grows slowly, once a minute: network traffic, the database and the models on disk. */
@ApplicationScoped
class StorageSampler {

    private static final Logger LOG = Logger.getLogger(StorageSampler.class);

    private final HostProbe probe;
    private final HostPublisher publisher;
    private final HostConfig config;
    private final Jdbi jdbi;
    private final Clock clock;
    private @Nullable HostTraffic traffic;
    private Instant trafficAt = Instant.EPOCH;

    StorageSampler(HostProbe probe, HostPublisher publisher, HostConfig config, Jdbi jdbi, Clock clock) {
        this.probe = probe;
        this.publisher = publisher;
        this.config = config;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Scheduled(
            every = "{aiops.host.storage-every}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sample() {
        Instant now = clock.instant();
        network(now);
        long database = jdbi.withHandle(handle -> handle.select("select pg_database_size(current_database())")
                .mapTo(Long.class)
                .one());
        publisher.measured("storage.database.size", (double) database, "bytes", probe.name(), now);
        config.modelFolders().stream()
                .filter(Files::isDirectory)
                .findFirst()
                .ifPresent(folder ->
                        publisher.measured("storage.models.size", (double) size(folder), "bytes", probe.name(), now));
    }

    private void network(Instant now) {
        HostTraffic read = probe.traffic();
        HostTraffic earlier = traffic;
        if (earlier != null) {
            Duration between = Duration.between(trafficAt, now);
            String unit = "bytes/s";
            publisher.measured(
                    "host.network.received", read.receivedPerSecond(earlier, between), unit, probe.name(), now);
            publisher.measured("host.network.sent", read.sentPerSecond(earlier, between), unit, probe.name(), now);
        }
        traffic = read;
        trafficAt = now;
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(StorageSampler::length)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf("folder of models not measured: %s", e.getMessage());
            return 0;
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // a pull that just ended renames its parts
            return 0;
        }
    }
}
