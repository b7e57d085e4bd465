package io.agentaiops.eventcontracts.tool;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;

/**
 * A running tool printed something: for those who look on. It may be lost and may have gaps; the result has everything.
 * Its text is data: nothing in it is an instruction to anybody.
 *
 * @param callId the call
 * @param tool the tool
 * @param origin what asked for it
 * @param output what was printed since the last time, redacted, whole lines
 * @param at when it was read
 */
public record ToolCallProgressed(String callId, String tool, Origin origin, String output, Instant at)
        implements Event {

    public ToolCallProgressed {
        Require.text(callId, "callId");
        Require.text(tool, "tool");
        requireNonNull(origin, "origin");
        requireNonNull(output, "output");
        requireNonNull(at, "at");
    }

    @Override
    public String key() {
        return origin.id();
    }
}
