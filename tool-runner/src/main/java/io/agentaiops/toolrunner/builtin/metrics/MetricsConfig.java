package io.agentaiops.toolrunner.builtin.metrics;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Where metrics are read besides those of the platform's services. */
@ConfigMapping(prefix = "aiops.metrics")
interface MetricsConfig {

    /** Base address of a Prometheus, or of what speaks its query API. */
    Optional<URI> prometheusUrl();
}
