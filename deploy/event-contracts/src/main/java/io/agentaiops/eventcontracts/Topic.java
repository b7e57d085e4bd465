package io.agentaiops.eventcontracts;

/** The topics of the platform. Each has a dead-letter topic of the same name with {@code .dlq} appended. */
public enum Topic {
    QUERIES("aiops.queries"),
    ANSWERS("aiops.answers"),
    PROGRESS("aiops.progress"),
    TOOL_CALLS("aiops.tool-calls"),
    TOOL_RESULTS("aiops.tool-results"),
    APPROVALS("aiops.approvals"),
    DOCUMENTS("aiops.documents"),
    OPERATIONS("aiops.operations"),
    OPERATION_RESULTS("aiops.operation-results"),
    METRICS("aiops.metrics"),
    ALERTS("aiops.alerts"),
    NOTIFICATIONS("aiops.notifications"),
    USERS("aiops.users"),
    AUDIT("aiops.audit"),
    LOGS("aiops.logs"),
    TRACES("aiops.traces");

    private final String address;

    Topic(String address) {
        this.address = address;
    }

    /** The name of the Kafka topic. */
    public String address() {
        return address;
    }

    /** The name of the Kafka topic that takes what could not be handled. */
    public String deadLetters() {
        return address + ".dlq";
    }
}
