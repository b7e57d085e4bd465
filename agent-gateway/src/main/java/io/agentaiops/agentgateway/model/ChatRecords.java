package io.agentaiops.agentgateway.model;

/** Keeps what is remembered of chats. */
public interface ChatRecords {

    /** A chat ended; must be quick and must not fail. */
    void ended(ChatRecord chat);
}
