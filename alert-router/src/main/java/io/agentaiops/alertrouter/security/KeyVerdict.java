package io.agentaiops.alertrouter.security;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway says of an API key.
 *
 * @param active whether it may be used
 * @param principal whose it is
 * @param roles what it allows
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record KeyVerdict(
        boolean active,
        @Nullable String principal,
        @Nullable Set<String> roles) {

    Set<String> allRoles() {
        return roles == null ? Set.of() : Set.copyOf(roles);
    }
}
