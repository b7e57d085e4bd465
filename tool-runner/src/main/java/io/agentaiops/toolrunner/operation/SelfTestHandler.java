package io.agentaiops.toolrunner.operation;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code tools.self-test}: each tool, or the one named, tried on its own. */
@ApplicationScoped
class SelfTestHandler implements CapabilityHandler {

    private final ToolRegistry registry;

    SelfTestHandler(ToolRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Capability capability() {
        return Capability.TOOLS_SELF_TEST;
    }

    @Override
    public Finding perform(Operation operation) {
        Optional<String> name = operation.arguments().optionalText("tool");
        List<Tool> tools = registry.all().stream()
                .filter(tool ->
                        name.isEmpty() || name.get().equals(tool.description().name()))
                .toList();
        if (tools.isEmpty()) {
            return Finding.refused("There is no tool '" + name.orElse("") + "'.");
        }
        List<Map<String, Object>> results = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Tool tool : tools) {
            String tested = tool.description().name();
            Tool.SelfTest test = tool.selfTest();
            results.add(Map.of("tool", tested, "passed", test.passed(), "summary", test.summary()));
            if (!test.passed()) {
                failed.add(tested + ": " + test.summary());
            }
        }
        Map<String, Object> evidence = Map.of("tools", results);
        return failed.isEmpty()
                ? Finding.good("All " + tools.size() + " tools work.", evidence)
                : Finding.bad(String.join("; ", failed), evidence);
    }
}
