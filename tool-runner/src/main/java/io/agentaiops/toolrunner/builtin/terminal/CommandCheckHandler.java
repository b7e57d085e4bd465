package io.agentaiops.toolrunner.builtin.terminal;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.toolrunner.builtin.terminal.CommandCheckResource.CheckResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tools.check}: what policy says of commands, none of which is run; fails when it denies one. */
@ApplicationScoped
class CommandCheckHandler implements CapabilityHandler {

    private static final int MOST = 2000;

    private final CommandJudge judge;

    CommandCheckHandler(CommandJudge judge) {
        this.judge = judge;
    }

    @Override
    public Capability capability() {
        return Capability.TOOLS_CHECK;
    }

    @Override
    public Finding perform(Operation operation) {
        List<String> commands = operation.arguments().texts("commands");
        if (commands.size() > MOST) {
            throw new IllegalArgumentException("commands may be " + MOST + " at once but are " + commands.size());
        }
        Map<String, Object> checked = new LinkedHashMap<>();
        long denied = 0;
        for (String command : commands) {
            CheckResult result = CheckResult.of(judge.decide(command));
            checked.put(command, Map.of("decision", result.decision(), "reason", result.reason()));
            denied += result.decision().equals("deny") ? 1 : 0;
        }
        String summary = commands.size() + " commands, " + denied + " of them denied by policy";
        Map<String, Object> evidence = Map.of("checked", checked);
        return denied == 0 ? Finding.good(summary, evidence) : Finding.bad(summary, evidence);
    }
}
