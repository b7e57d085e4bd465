package io.agentaiops.opsscheduler.log;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Measures how much OpenSearch keeps, for the forecast. */
@ApplicationScoped
class IndexSampler {

    private static final Logger LOG = Logger.getLogger(IndexSampler.class);

    private final OpenSearchClient client;
    private final IndexSizePublisher publisher;
    private final Clock clock;

    IndexSampler(OpenSearchClient client, IndexSizePublisher publisher, Clock clock) {
        this.client = client;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Scheduled(
            every = "{aiops.host.storage-every}",
            delayed = "7s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sample() {
        Instant now = clock.instant();
        try {
            long bytes = client.send("GET", "_stats/store", "application/json", "")
                    .at("/_all/total/store/size_in_bytes")
                    .asLong(-1);
            if (bytes >= 0) {
                publisher.indexSize(bytes, now);
            }
        } catch (IOException e) {
            LOG.debugf("size of the indices not measured: %s", e.getMessage());
        }
    }
}
