package io.agentaiops.toolrunner.builtin.terminal;

import io.agentaiops.toolrunner.command.CommandLineParser;
import io.agentaiops.toolrunner.command.ParsedCommand;
import io.agentaiops.toolrunner.policy.CommandPolicy;
import io.agentaiops.toolrunner.policy.PolicyDecision;
import jakarta.inject.Singleton;

/** Judges the text of a command line: its language first, then its permissions. */
@Singleton
class CommandJudge {

    private final CommandPolicy policy;

    CommandJudge(CommandPolicy policy) {
        this.policy = policy;
    }

    PolicyDecision decide(String command) {
        return switch (CommandLineParser.parse(command)) {
            case ParsedCommand.Accepted accepted -> policy.decide(accepted.line());
            case ParsedCommand.Refused refused -> new PolicyDecision.Denied(refused.message());
        };
    }
}
