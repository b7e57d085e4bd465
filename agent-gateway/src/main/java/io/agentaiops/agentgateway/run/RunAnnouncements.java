package io.agentaiops.agentgateway.run;

/** What the platform is told of runs; the package {@code messaging} says it. */
public interface RunAnnouncements {

    /** A run was stored; in its transaction. */
    void accepted(Run run);

    /** New events of the run can be read; may be lost. */
    void progressed(String runId, long sequence);

    /** The run ended; in the transaction that ended it. */
    void ended(Run run, int toolCalls);
}
