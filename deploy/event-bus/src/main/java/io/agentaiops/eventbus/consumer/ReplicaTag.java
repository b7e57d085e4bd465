package io.agentaiops.eventbus.consumer;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Every meter of one of several replicas says which it is, so that pages scraped behind one address are told apart. */
@Singleton
class ReplicaTag {

    @Produces
    @Singleton
    MeterFilter replica(@ConfigProperty(name = "aiops.instance") Optional<String> replica) {
        return MeterFilter.commonTags(
                replica.map(name -> Tags.of(Tag.of("replica", name))).orElseGet(Tags::empty));
    }
}
