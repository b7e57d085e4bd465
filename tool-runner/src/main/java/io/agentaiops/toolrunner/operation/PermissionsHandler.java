package io.agentaiops.toolrunner.operation;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.toolrunner.operation.PermissionReview.Reviewed;
import io.agentaiops.toolrunner.sandbox.Sandbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code tools.permissions}: what each tool may do, who may have it done, who did, and which nobody used. */
@ApplicationScoped
class PermissionsHandler implements CapabilityHandler {

    private static final Duration MONTH = Duration.ofDays(30);

    private final PermissionReview review;
    private final Sandbox sandbox;

    PermissionsHandler(PermissionReview review, Sandbox sandbox) {
        this.review = review;
        this.sandbox = sandbox;
    }

    @Override
    public Capability capability() {
        return Capability.TOOLS_PERMISSIONS;
    }

    @Override
    public Finding perform(Operation operation) {
        Duration window = operation.arguments().duration("window", MONTH);
        List<Reviewed> tools = review.over(window);
        List<String> unused = tools.stream()
                .filter(tool -> tool.enabled() && tool.usedBy().isEmpty())
                .map(Reviewed::tool)
                .toList();
        long changing = tools.stream()
                .filter(tool -> tool.enabled() && !tool.risk().equals("read"))
                .count();
        String summary = tools.size() + " tools, " + changing + " of them may change something with an approval"
                + (unused.isEmpty() ? "" : "; switched on and not used: " + String.join(", ", unused));
        return Finding.good(
                summary,
                Map.of(
                        "windowDays", window.toDays(),
                        "tools", tools,
                        "unused", unused,
                        "sandbox", sandbox.level().label(),
                        "sandboxWhy", sandbox.why()));
    }
}
