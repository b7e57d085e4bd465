package io.agentaiops.agentgateway.agentmodel;

import io.agentaiops.agentgateway.run.Usage;

/** How the telling of an answer ended. */
public sealed interface Told {

    /**
     * To its end.
     *
     * @param whole the answer with its sources, however it was told
     * @param usage what it took
     * @param nanos from the question to the end
     */
    record Answered(String whole, Usage usage, long nanos) implements Told {}

    /** There is no answer; the reason is for people. */
    record Failed(String reason) implements Told {}

    /** The asker left or stopped the run. */
    record Abandoned() implements Told {}
}
