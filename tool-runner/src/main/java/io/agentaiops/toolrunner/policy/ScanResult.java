package io.agentaiops.toolrunner.policy;

import io.agentaiops.toolrunner.policy.PolicyDocument.CommandRule;
import java.util.List;

/** What a scan of arguments found. */
sealed interface ScanResult {
    /**
     * Every argument is in order.
     *
     * @param rule with what the subcommand adds
     * @param asks a reason to ask a person, empty when there is none
     * @param arguments with patterns expanded
     * @param operands those of the arguments that are neither options nor subcommands
     */
    record Passed(CommandRule rule, Risk risk, String asks, List<String> arguments, List<String> operands)
            implements ScanResult {
        public Passed {
            arguments = List.copyOf(arguments);
            operands = List.copyOf(operands);
        }
    }

    /** Some argument is not. */
    record Failed(String reason) implements ScanResult {}
}
