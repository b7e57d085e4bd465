package io.agentaiops.eventcontracts;

/**
 * Names of Kafka record headers. {@code ce_*} follow the CloudEvents 1.0 Kafka protocol binding, binary content mode;
 * {@code traceparent} and {@code tracestate} follow W3C Trace Context; {@code dlq_*} are added to dead letters.
 */
public final class EventHeaders {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String CONTENT_TYPE = "content-type";

    public static final String TRACE_PARENT = "traceparent";
    public static final String TRACE_STATE = "tracestate";

    public static final String DEAD_LETTER_PREFIX = "dlq_";
    /** Stable code: not-an-event, unknown-type, schema-violation, rejected, retries-exhausted. */
    public static final String DEAD_LETTER_CODE = "dlq_code";
    /** What was wrong, in words, with the place in the data where there is one. */
    public static final String DEAD_LETTER_REASON = "dlq_reason";
    /** The service that gave the event up. */
    public static final String DEAD_LETTER_CONSUMER = "dlq_consumer";
    /** Where it came from: {@code topic/partition/offset}. */
    public static final String DEAD_LETTER_ORIGIN = "dlq_origin";

    private EventHeaders() {}
}
