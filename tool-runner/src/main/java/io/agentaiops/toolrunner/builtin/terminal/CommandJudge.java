package io.agentaiops.toolrunner.builtin.terminal;

import io.agentaiops.toolrunner.command.CommandLineParser;
import io.agentaiops.toolrunner.command.ParsedCommand;
import io.agentaiops.toolrunner.policy.ActivePolicy;
import io.agentaiops.toolrunner.policy.PolicyDecision;
import jakarta.inject.Singleton;
import java.util.List;

/** Judges the text of a command line: its language first, then its permissions. */
@Singleton
class CommandJudge {

    private final ActivePolicy policy;

    CommandJudge(ActivePolicy policy) {
        this.policy = policy;
    }

    PolicyDecision decide(String command) {
        return switch (CommandLineParser.parse(command)) {
            case ParsedCommand.Accepted accepted -> policy.current().decide(accepted.line());
            case ParsedCommand.Refused refused -> new PolicyDecision.Denied(refused.message());
        };
    }

    /** What policy permits, one line for each command. */
    List<String> permissions() {
        return policy.current().permissions();
    }
}
