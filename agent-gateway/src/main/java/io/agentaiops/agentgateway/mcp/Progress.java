package io.agentaiops.agentgateway.mcp;

/** The client of a call, while the call is being made. */
interface Progress {

    /** Whether anybody waits for the answer. */
    boolean isThere();

    /** Something was done. */
    void step(String message);

    /** Nothing happened for a while. */
    void idle();

    /** Runs the action when the client leaves before the answer. */
    void onLeaving(Runnable action);
}
