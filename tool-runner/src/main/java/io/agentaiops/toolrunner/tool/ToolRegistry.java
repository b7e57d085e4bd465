package io.agentaiops.toolrunner.tool;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Every tool, and whether it is switched on. */
@ApplicationScoped
public class ToolRegistry {

    private final List<Tool> tools;
    private final ToolStore store;
    private final Clock clock;

    ToolRegistry(@All List<Tool> tools, ToolStore store, Clock clock) {
        this.tools = tools.stream()
                .sorted(Comparator.comparing((Tool tool) -> tool.description().name()))
                .toList();
        this.store = store;
        this.clock = clock;
    }

    /** All tools by name. */
    public List<Tool> all() {
        return tools;
    }

    /** The tool of that name. */
    public Optional<Tool> find(String name) {
        return tools.stream()
                .filter(tool -> tool.description().name().equals(name))
                .findFirst();
    }

    /** Whether the tool may be called. */
    public boolean enabled(String name) {
        return store.enabled(name);
    }

    /** Switches a tool on or off for every replica. */
    @Transactional
    public void enable(String name, boolean enabled, String principal) {
        store.enable(name, enabled, principal, clock.instant());
    }
}
