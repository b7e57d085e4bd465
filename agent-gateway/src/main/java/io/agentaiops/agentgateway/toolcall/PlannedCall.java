package io.agentaiops.agentgateway.toolcall;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool call that a run is about to make.
 *
 * @param callId its id
 * @param title what it is for, when it comes from a document
 * @param tool the tool
 * @param arguments its arguments
 * @param expect what a good result looks like; empty when nothing is expected
 * @param timeout time that the tool may take
 * @param needsApproval whether the document asks for an approval, so that more time must be given
 */
public record PlannedCall(
        String callId,
        @Nullable String title,
        String tool,
        Map<String, Object> arguments,
        Map<String, Object> expect,
        Duration timeout,
        boolean needsApproval) {

    public PlannedCall {
        arguments = Map.copyOf(arguments);
        expect = Map.copyOf(expect);
    }
}
