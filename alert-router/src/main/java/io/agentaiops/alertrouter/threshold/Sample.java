package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.alert.Labels;
import java.time.Instant;

/**
 * One measured value.
 *
 * @param metric its name
 * @param value the value
 * @param labels what it was measured on
 * @param at when
 */
public record Sample(String metric, double value, Labels labels, Instant at) {}
