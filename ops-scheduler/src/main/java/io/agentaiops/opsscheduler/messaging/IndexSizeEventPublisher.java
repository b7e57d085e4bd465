package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.DirectPublisher;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.agentaiops.opsscheduler.log.IndexSizePublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;

/** Says how much OpenSearch keeps. */
@ApplicationScoped
class IndexSizeEventPublisher implements IndexSizePublisher {

    private final DirectPublisher publisher;

    IndexSizeEventPublisher(DirectPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void indexSize(long bytes, Instant at) {
        publisher.send(new MetricSampled("storage.index.size", (double) bytes, "bytes", Map.of(), at));
    }
}
