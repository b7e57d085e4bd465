package io.agentaiops.eventcontracts.metric;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import java.util.Map;

/**
 * One measured value. Any publisher may send it.
 *
 * @param metric its name, such as {@code host.cpu.usage}; unit in {@code unit}
 * @param value the value; finite
 * @param unit such as {@code percent}, {@code bytes}, {@code seconds}, {@code count}
 * @param labels what it was measured on, such as {@code {"host": "db1", "mount": "/"}}
 * @param at when it was measured
 */
public record MetricSampled(String metric, double value, String unit, Map<String, String> labels, Instant at)
        implements Event {

    public MetricSampled {
        Require.text(metric, "metric");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite but is " + value);
        }
        Require.text(unit, "unit");
        labels = Map.copyOf(labels);
        requireNonNull(at, "at");
    }

    @Override
    public String key() {
        return metric;
    }
}
