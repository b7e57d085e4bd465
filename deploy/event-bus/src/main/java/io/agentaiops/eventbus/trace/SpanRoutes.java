package io.agentaiops.eventbus.trace;

import io.agentaiops.eventbus.redaction.Redaction;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.quarkus.arc.All;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.RemoveableLateBoundSpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Says where spans go when they end: to {@link SpanShipping} as they are, and to whatever else there is, such as Quarkus'
 * exporter to a collector, by {@link OutgoingSpans} alone. Takes the place of Quarkus' own customizer
 * ({@code quarkus.arc.exclude-types}), which would hand them over as they are.
 */
@Singleton
final class SpanRoutes implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private final List<SpanProcessor> processors;
    private final Redaction redaction;

    SpanRoutes(@All List<SpanProcessor> processors, Redaction redaction) {
        this.processors = processors;
        this.redaction = redaction;
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        builder.addTracerProviderCustomizer((provider, properties) -> {
            processors.stream()
                    // what Quarkus puts there when no collector is named
                    .filter(processor -> !(processor instanceof RemoveableLateBoundSpanProcessor))
                    .map(processor -> processor instanceof SpanShipping
                            ? processor
                            : new OutgoingSpans(processor, redaction::redact))
                    .forEach(provider::addSpanProcessor);
            return provider;
        });
    }
}
