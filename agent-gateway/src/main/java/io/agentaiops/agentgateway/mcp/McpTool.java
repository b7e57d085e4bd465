package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.PeerUnavailable;

/** A tool that the gateway itself offers, beside those of tool-runner. */
interface McpTool {

    /** Its name. */
    String name();

    /** Its entry in the list of tools. */
    ObjectNode description();

    /** Whether a call may take minutes, and tells its progress. */
    boolean isLong();

    /** Makes the call; blocks. */
    ToolAnswer call(JsonNode arguments, Caller caller, Progress progress) throws PeerUnavailable;
}
