package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Received;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.agentaiops.opsscheduler.capacity.MetricRecorder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Hears every metric, for the history that forecasts are made from. */
@ApplicationScoped
class MetricListener {

    private final MetricRecorder recorder;

    MetricListener(MetricRecorder recorder) {
        this.recorder = recorder;
    }

    void listen(@Observes Subscriptions on) {
        on.batch(MetricSampled.class, this::sampled);
    }

    void sampled(List<Received<MetricSampled>> events) {
        for (Received<MetricSampled> received : events) {
            MetricSampled sample = received.event();
            recorder.sampled(sample.metric(), sample.labels(), sample.value(), sample.at());
        }
    }
}
