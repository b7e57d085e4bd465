package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.eventcontracts.Capability;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks another service of the platform; must not be called in a transaction. */
public interface PlatformQuestions {

    /** What it found; empty when there was no answer in time. */
    Optional<Answer> ask(Capability capability, Map<String, Object> arguments, Duration within);

    /**
     * An answer.
     *
     * @param well whether the service found all well
     */
    record Answer(boolean well, String summary, Map<String, Object> evidence) {
        public Answer {
            evidence = Map.copyOf(evidence);
        }
    }
}
