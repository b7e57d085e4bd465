package io.agentaiops.toolrunner.execution;

/** What the other services are told, in the transaction of what it tells of. */
public interface ToolCallEvents {

    /** The call ended. */
    void completed(ToolCall call);

    /** A person is asked. */
    void approvalRequested(ToolCall call);

    /** A running call printed something. May be lost; needs no transaction. */
    void progressed(ToolCall call, String output);
}
