package io.agentaiops.eventcontracts;

import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.eventcontracts.alert.AlertStateChanged;
import io.agentaiops.eventcontracts.alert.NotificationSettled;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.eventcontracts.audit.AuditRecorded;
import io.agentaiops.eventcontracts.document.DocumentChanged;
import io.agentaiops.eventcontracts.document.DocumentIndexed;
import io.agentaiops.eventcontracts.document.DocumentRemoved;
import io.agentaiops.eventcontracts.log.LogRecorded;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.eventcontracts.operation.ProcedureRunProgressed;
import io.agentaiops.eventcontracts.query.AnswerCompleted;
import io.agentaiops.eventcontracts.query.QueryAccepted;
import io.agentaiops.eventcontracts.query.RunProgressed;
import io.agentaiops.eventcontracts.tool.ToolCallCancelled;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallProgressed;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.eventcontracts.trace.SpansRecorded;
import io.agentaiops.eventcontracts.user.ActivityPurged;
import io.agentaiops.eventcontracts.user.HoldChanged;
import io.agentaiops.eventcontracts.user.UserErased;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every event type: its name on the wire, the topic it travels on, and the record that holds its data. */
public enum EventType {
    QUERY_ACCEPTED("io.agentaiops.query.accepted.v1", Topic.QUERIES, QueryAccepted.class),
    RUN_PROGRESSED("io.agentaiops.run.progressed.v1", Topic.PROGRESS, RunProgressed.class),
    ANSWER_COMPLETED("io.agentaiops.answer.completed.v1", Topic.ANSWERS, AnswerCompleted.class),
    TOOL_CALL_REQUESTED("io.agentaiops.tool.call-requested.v1", Topic.TOOL_CALLS, ToolCallRequested.class),
    TOOL_CALL_CANCELLED("io.agentaiops.tool.call-cancelled.v1", Topic.TOOL_CALLS, ToolCallCancelled.class),
    TOOL_CALL_COMPLETED("io.agentaiops.tool.call-completed.v1", Topic.TOOL_RESULTS, ToolCallCompleted.class),
    TOOL_CALL_PROGRESSED("io.agentaiops.tool.call-progressed.v1", Topic.PROGRESS, ToolCallProgressed.class),
    APPROVAL_REQUESTED("io.agentaiops.approval.requested.v1", Topic.APPROVALS, ApprovalRequested.class),
    APPROVAL_DECIDED("io.agentaiops.approval.decided.v1", Topic.APPROVALS, ApprovalDecided.class),
    DOCUMENT_CHANGED("io.agentaiops.document.changed.v1", Topic.DOCUMENTS, DocumentChanged.class),
    DOCUMENT_INDEXED("io.agentaiops.document.indexed.v1", Topic.DOCUMENTS, DocumentIndexed.class),
    DOCUMENT_REMOVED("io.agentaiops.document.removed.v1", Topic.DOCUMENTS, DocumentRemoved.class),
    OPERATION_REQUESTED("io.agentaiops.operation.requested.v1", Topic.OPERATIONS, OperationRequested.class),
    OPERATION_COMPLETED("io.agentaiops.operation.completed.v1", Topic.OPERATION_RESULTS, OperationCompleted.class),
    PROCEDURE_RUN_PROGRESSED("io.agentaiops.operation.run-progressed.v1", Topic.PROGRESS, ProcedureRunProgressed.class),
    METRIC_SAMPLED("io.agentaiops.metric.sampled.v1", Topic.METRICS, MetricSampled.class),
    ALERT_RAISED("io.agentaiops.alert.raised.v1", Topic.ALERTS, AlertRaised.class),
    ALERT_STATE_CHANGED("io.agentaiops.alert.state-changed.v1", Topic.ALERTS, AlertStateChanged.class),
    NOTIFICATION_SETTLED("io.agentaiops.notification.settled.v1", Topic.NOTIFICATIONS, NotificationSettled.class),
    USER_ERASED("io.agentaiops.user.erased.v1", Topic.USERS, UserErased.class),
    USER_ACTIVITY_PURGED("io.agentaiops.user.activity-purged.v1", Topic.USERS, ActivityPurged.class),
    HOLD_CHANGED("io.agentaiops.user.hold-changed.v1", Topic.USERS, HoldChanged.class),
    AUDIT_RECORDED("io.agentaiops.audit.recorded.v1", Topic.AUDIT, AuditRecorded.class),
    LOG_RECORDED("io.agentaiops.log.recorded.v1", Topic.LOGS, LogRecorded.class),
    SPANS_RECORDED("io.agentaiops.trace.spans-recorded.v1", Topic.TRACES, SpansRecorded.class);

    private static final Map<String, EventType> BY_NAME = new HashMap<>();
    private static final Map<Class<?>, EventType> BY_RECORD = new HashMap<>();

    static {
        for (EventType type : values()) {
            BY_NAME.put(type.typeName, type);
            BY_RECORD.put(type.record, type);
        }
    }

    private final String typeName;
    private final Topic topic;
    private final Class<? extends Event> record;

    EventType(String typeName, Topic topic, Class<? extends Event> record) {
        this.typeName = typeName;
        this.topic = topic;
        this.record = record;
    }

    /** The CloudEvents {@code type} attribute, version included. */
    public String typeName() {
        return typeName;
    }

    public Topic topic() {
        return topic;
    }

    /** The record that the JSON data reads into. */
    public Class<? extends Event> record() {
        return record;
    }

    /** Class path resource of the JSON Schema of the data. */
    public String schemaResource() {
        return "/schemas/" + typeName + ".json";
    }

    /** The type of that name on the wire, if it is known here. */
    public static Optional<EventType> of(String typeName) {
        return Optional.ofNullable(BY_NAME.get(typeName));
    }

    /** The type of that record. */
    public static EventType of(Class<? extends Event> record) {
        EventType type = BY_RECORD.get(record);
        if (type == null) {
            throw new IllegalArgumentException(record.getName() + " is not listed in EventType");
        }
        return type;
    }
}
