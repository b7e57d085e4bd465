package io.agentaiops.opsscheduler.procedure;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.Require;
import io.agentaiops.eventcontracts.tool.Expectation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a step does: exactly one of the two. */
public sealed interface StepAction {

    /** Exactly what would be done, in words that a person can judge and a hash can be taken of. */
    String describe();

    /** Asks the owner of a capability. */
    record Uses(Capability capability, Map<String, Object> with) implements StepAction {
        public Uses {
            requireNonNull(capability, "capability");
            with = Map.copyOf(with);
        }

        @Override
        public String describe() {
            StringBuilder text = new StringBuilder("uses: ").append(capability.id());
            with.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(argument -> text.append("\n  ")
                            .append(argument.getKey())
                            .append(": ")
                            .append(argument.getValue()));
            return text.toString();
        }
    }

    /**
     * Runs a command with the terminal tool, which judges the result.
     *
     * @param expect what a good result looks like; null when any result with exit code 0 will do
     */
    record Run(String command, @Nullable Expectation expect) implements StepAction {
        public Run {
            Require.text(command, "command");
        }

        @Override
        public String describe() {
            return "run: " + command;
        }
    }
}
