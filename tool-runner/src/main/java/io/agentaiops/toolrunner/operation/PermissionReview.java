package io.agentaiops.toolrunner.operation;

import io.agentaiops.toolrunner.operation.ToolStatistics.Grouping;
import io.agentaiops.toolrunner.operation.ToolStatistics.Usage;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolDescription;
import io.agentaiops.toolrunner.tool.ToolRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists what each tool may do, who may have it done, and who did. */
@ApplicationScoped
class PermissionReview {

    /** Who may call tools over REST; the agent and procedures call on behalf of whoever asked them. */
    private static final List<String> CALLERS = List.of("operator", "approver", "admin");

    private static final List<String> APPROVERS = List.of("approver", "admin");

    /**
     * A tool under review.
     *
     * @param tool its name
     * @param enabled whether it may be called now
     * @param risk {@code read}, {@code change} or {@code by-policy}
     * @param permissions what it may do
     * @param mayCall roles that may call it
     * @param mayApprove roles that may approve its changes; empty when it makes none
     * @param usedBy who had it called in the window, most calls first
     */
    record Reviewed(
            String tool,
            boolean enabled,
            String risk,
            List<String> permissions,
            List<String> mayCall,
            List<String> mayApprove,
            List<User> usedBy) {}

    /** Somebody who had a tool called. */
    record User(String principal, long calls, long refused) {}

    private static final int MOST = 1000;

    private final ToolRegistry registry;
    private final ToolStatistics statistics;
    private final Clock clock;

    PermissionReview(ToolRegistry registry, ToolStatistics statistics, Clock clock) {
        this.registry = registry;
        this.statistics = statistics;
        this.clock = clock;
    }

    List<Reviewed> over(Duration window) {
        Instant from = clock.instant().minus(window);
        Map<String, List<User>> users = statistics.since(from, null, Grouping.PRINCIPAL, MOST).stream()
                .collect(Collectors.groupingBy(
                        Usage::tool,
                        Collectors.mapping(
                                usage -> new User(String.valueOf(usage.by()), usage.calls(), usage.refused()),
                                Collectors.toList())));
        return registry.all().stream()
                .map(Tool::description)
                .map(about -> reviewed(about, users.getOrDefault(about.name(), List.of())))
                .toList();
    }

    private Reviewed reviewed(ToolDescription about, List<User> users) {
        return new Reviewed(
                about.name(),
                registry.enabled(about.name()),
                about.risk(),
                about.permissions(),
                CALLERS,
                about.risk().equals("read") ? List.of() : APPROVERS,
                users);
    }
}
