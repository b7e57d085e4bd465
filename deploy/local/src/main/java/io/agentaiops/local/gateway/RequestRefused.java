package io.agentaiops.local.gateway;

/** The gateway answered, but not with what was asked for. */
public final class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    RequestRefused(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    /** The stable code of the problem; empty when the answer had none. */
    public String code() {
        return code;
    }
}
