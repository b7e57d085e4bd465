package io.agentaiops.opsscheduler.report;

/** Hands a document over to the knowledge base. */
public interface DocumentPublisher {

    /** In the caller's transaction; takes the place of what was there under that id. */
    void publish(String documentId, String title, String markdown);
}
