package io.agentaiops.toolrunner.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What policy says to a command line. */
public sealed interface PolicyDecision {

    /** It only looks, and runs at once. */
    record Allowed(List<PermittedCommand> commands) implements PolicyDecision {
        public Allowed {
            commands = List.copyOf(commands);
        }
    }

    /**
     * It runs once a person has approved it.
     *
     * @param reason why a person is asked
     * @param risk how many persons are asked, and whether it may be repeated after an interruption
     * @param commands what would run
     * @param preview a command line that shows what would happen, where policy knows one
     */
    record NeedsApproval(
            String reason,
            Risk risk,
            List<PermittedCommand> commands,
            @Nullable String preview) implements PolicyDecision {
        public NeedsApproval {
            commands = List.copyOf(commands);
        }
    }

    /** It never runs. */
    record Denied(String reason) implements PolicyDecision {}
}
