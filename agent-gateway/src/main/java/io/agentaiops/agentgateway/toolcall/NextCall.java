package io.agentaiops.agentgateway.toolcall;

import io.agentaiops.agentgateway.run.Step;

/** What becomes of a call that somebody wants to have made. */
public sealed interface NextCall {

    /** It is made. */
    record Make(PlannedCall call) implements NextCall {}

    /** It ends without anybody being asked, such as a call of a tool that does not exist. */
    record Refuse(PlannedCall call, String reason) implements NextCall {}

    /** It was made before in the same run, and is answered from its first result. */
    record Repeat(PlannedCall call, Step earlier) implements NextCall {}
}
