package io.agentaiops.eventbus.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/** What of the traces is kept by the platform itself. Needs {@code quarkus.otel.sdk.disabled=false}. */
@ConfigMapping(prefix = "aiops.trace")
interface TraceConfig {

    /** Whether spans are shipped to ops-scheduler, which keeps them and shows them. */
    @WithDefault("true")
    boolean keep();

    /**
     * Which part of the traces is kept, from 0 to 1; by the trace's id, so that a trace is kept whole or not at all. A span
     * that went wrong is kept whatever the ratio, but not in a storm.
     */
    @WithDefault("1.0")
    @DecimalMin("0.0")
    @DecimalMax("1.0")
    double ratio();

    /**
     * About so many spans a second one process has kept; when more end, as in a storm of alerts, a part of the traces is
     * kept, by their ids as above, also of those that went wrong. What a second of storm begins with is kept in addition.
     */
    @WithDefault("100")
    @Min(1)
    @Max(10_000)
    int perSecond();

    /** So many ended spans wait to be shipped at most; what comes on top is dropped and counted. */
    @WithDefault("4096")
    @Min(64)
    @Max(65_536)
    int queue();

    /**
     * A collector that gets all spans as well, by OTLP; blank for none. Read by Quarkus' exporter, and looked at here so
     * that a mistake is told with the name of its variable.
     */
    Optional<
                    @Pattern(
                            regexp = "\\s*|https?://[^/\\s]+.*",
                            message = "(AIOPS_OTLP_ENDPOINT) is no address such as http://127.0.0.1:4317")
                    String>
            collector();

    /** How the collector is spoken to. */
    @WithDefault("grpc")
    @Pattern(regexp = "grpc|http/protobuf", message = "(AIOPS_OTLP_PROTOCOL) is neither grpc nor http/protobuf")
    String protocol();
}
