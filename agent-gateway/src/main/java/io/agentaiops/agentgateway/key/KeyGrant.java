package io.agentaiops.agentgateway.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key gives its bearer beside the role. Travels with the identity of a request as the attribute
 * {@link #ATTRIBUTE}.
 *
 * @param keyId the key
 * @param scopes the parts of the platform that it is good for; empty means all that the role allows
 * @param requestsPerMinute its own limit; null means the usual one of its role, 0 none
 */
public record KeyGrant(
        String keyId, List<Scope> scopes, @Nullable Integer requestsPerMinute) {

    /** Name of the attribute of an identity. */
    public static final String ATTRIBUTE = "aiops.key";

    public KeyGrant {
        scopes = List.copyOf(scopes);
        if (requestsPerMinute != null && requestsPerMinute < 0) {
            throw new IllegalArgumentException("requestsPerMinute must not be negative but is " + requestsPerMinute);
        }
    }

    /** Whether the scopes allow a request by that method to that path; who one is may always be asked. */
    public boolean allows(String method, String path) {
        return scopes.isEmpty()
                || Scope.areaOf(path).equals("me")
                || scopes.stream().anyMatch(scope -> scope.covers(method, path));
    }
}
