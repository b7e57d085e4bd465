package io.agentaiops.agentgateway.agentmodel;

/** Somebody who is told an answer as it comes into being. Every method blocks until what it tells is on its way. */
public interface Speech {

    /** Whether anybody still listens. */
    boolean isThere();

    /** A piece of the answer. */
    void says(String text);

    /** What the agent does meanwhile, such as a tool call: not part of the answer. */
    void thinks(String text);

    /** Nothing happened for a while; keeps the connection alive. */
    void idle();
}
