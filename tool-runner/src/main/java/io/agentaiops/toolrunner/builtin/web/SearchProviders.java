package io.agentaiops.toolrunner.builtin.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.toolrunner.egress.GuardedHttp;
import io.agentaiops.toolrunner.egress.GuardedResolver;
import io.agentaiops.toolrunner.egress.KindRule;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The kinds of providers that there are. */
@Singleton
class SearchProviders {

    private final List<SearchProvider> kinds;

    /** An administrator says where they answer: an instance of one's own may be inside. */
    @Inject
    SearchProviders(ObjectMapper json) {
        this(new ProviderHttp(new GuardedHttp(new GuardedResolver(KindRule.CONFIGURED))), json);
    }

    SearchProviders(ProviderHttp http, ObjectMapper json) {
        this.kinds = List.of(new DuckDuckGoProvider(http), new SearxngProvider(http, json));
    }

    Optional<SearchProvider> find(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }
}
