package io.agentaiops.agentgateway.context;

import io.agentaiops.agentgateway.run.Usage.Omission;
import java.util.List;

/** What became of a draft. */
public sealed interface Fitted {

    /**
     * It fits.
     *
     * @param draft what is left of it
     * @param omitted what was left out
     * @param tokens about what it takes
     */
    record Fits(Draft draft, List<Omission> omitted, int tokens) implements Fitted {
        public Fits {
            omitted = List.copyOf(omitted);
        }
    }

    /** Even what must not be left out does not fit; the reason is for people. */
    record TooLong(String reason) implements Fitted {}
}
