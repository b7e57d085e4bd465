package io.agentaiops.agentgateway.key;

import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Somebody presented a key. */
final class ApiKeyRequest extends BaseAuthenticationRequest implements AuthenticationRequest {

    private final String secret;

    ApiKeyRequest(String secret) {
        this.secret = secret;
    }

    String secret() {
        return secret;
    }
}
