package io.agentaiops.agentgateway.passthrough;

/** How a protocol says that something went wrong. */
public interface Dialect {

    /** Its name in metrics. */
    String protocol();

    /** The body of an error response, JSON. */
    String error(Refusal refusal);

    /** What ends a stream that broke off after its status had been sent; the clients of the protocol look for it. */
    String brokenOff(String reason);
}
