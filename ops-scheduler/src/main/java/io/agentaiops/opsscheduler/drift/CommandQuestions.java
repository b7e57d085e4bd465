package io.agentaiops.opsscheduler.drift;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks tool-runner what it would do with commands; must not be called in a transaction. */
public interface CommandQuestions {

    /**
     * What policy says of a command.
     *
     * @param decision {@code allow}, {@code approve} or {@code deny}
     * @param reason why, empty for {@code allow}
     */
    record Verdict(String decision, String reason) {}

    /** The verdicts by command; empty when there was no answer in time. */
    Optional<Map<String, Verdict>> ask(List<String> commands, String runId, Duration within);
}
