package io.agentaiops.agentgateway.memory;

import io.agentaiops.agentgateway.memory.MemoryStore.Remembered;
import io.agentaiops.agentgateway.model.ModelParameters;
import io.agentaiops.agentgateway.run.Run;
import java.util.List;

/**
 * What a run needs to know of its session, read at one moment.
 *
 * @param parameters how the session wants its model to answer
 * @param remembered what is remembered of it
 * @param fresh the runs before this one that are not remembered yet, oldest first; up to the first that has not ended
 */
public record SessionReading(ModelParameters parameters, Remembered remembered, List<Run> fresh) {

    /** Of a session that is gone, or that nobody asks about. */
    public static final SessionReading NOTHING =
            new SessionReading(ModelParameters.NONE, Remembered.NOTHING, List.of());

    public SessionReading {
        fresh = List.copyOf(fresh);
    }
}
