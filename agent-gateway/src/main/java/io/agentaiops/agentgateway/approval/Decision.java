package io.agentaiops.agentgateway.approval;

/** What a person can say. */
public enum Decision {
    APPROVE,
    DENY
}
