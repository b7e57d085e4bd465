package io.agentaiops.alertrouter.threshold;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Samples of the past, as the bus still has them. */
public interface SampleHistory {

    /**
     * How far the reading came.
     *
     * @param complete whether all was read; false when there was more than is read at once
     */
    record Reading(boolean complete) {}

    /** Hands on the samples of the metrics since then, in order within each metric. */
    Reading read(List<String> metrics, Instant since, Consumer<Sample> samples);
}
