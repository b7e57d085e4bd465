package io.agentaiops.agentgateway.run;

import java.util.Optional;

/** Answers that were given before and may be given again. */
public interface KnownAnswers {

    /** The run whose answer fits this one too, if there is one that its asker may have. Called before any other work. */
    Optional<Run> find(Run asked);
}
