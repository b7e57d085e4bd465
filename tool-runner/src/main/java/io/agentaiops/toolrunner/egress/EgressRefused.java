package io.agentaiops.toolrunner.egress;

import java.net.UnknownHostException;

/** A rule forbids the connection. The message says which host, which address, and why. */
public final class EgressRefused extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    public EgressRefused(String reason) {
        super(reason);
    }

    /** Why; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
