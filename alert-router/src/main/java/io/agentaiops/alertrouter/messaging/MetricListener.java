package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.threshold.Sample;
import io.agentaiops.alertrouter.threshold.ThresholdEvaluator;
import io.agentaiops.eventbus.Received;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Hears samples, a whole poll at a time. */
@ApplicationScoped
class MetricListener {

    private static final Logger LOG = Logger.getLogger(MetricListener.class);

    private final ThresholdEvaluator evaluator;

    MetricListener(ThresholdEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    void listen(@Observes Subscriptions on) {
        on.batch(MetricSampled.class, this::sampled);
    }

    private void sampled(List<Received<MetricSampled>> events) {
        List<Sample> samples = new ArrayList<>(events.size());
        for (Received<MetricSampled> received : events) {
            sample(received.event()).ifPresent(samples::add);
        }
        evaluator.evaluate(samples);
    }

    /** The sample; empty for one whose labels can't be: the others of its poll must not wait for it. */
    static Optional<Sample> sample(MetricSampled event) {
        try {
            return Optional.of(new Sample(event.metric(), event.value(), Labels.of(event.labels()), event.at()));
        } catch (IllegalArgumentException e) {
            LOG.warnf("sample left out metric=%s reason=%s", event.metric(), e.getMessage());
            return Optional.empty();
        }
    }
}
