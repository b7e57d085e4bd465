package io.agentaiops.local.gateway;

/** Nobody answers at the gateway's address. */
public final class GatewayUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GatewayUnreachable(String message, Throwable cause) {
        super(message, cause);
    }

    public GatewayUnreachable(String message) {
        super(message);
    }
}
