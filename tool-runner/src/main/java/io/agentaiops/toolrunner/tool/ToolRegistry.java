package io.agentaiops.toolrunner.tool;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every tool, and whether it is switched on. */
@ApplicationScoped
public class ToolRegistry {

    private final List<Tool> tools;
    private final List<ToolSource> sources;
    private final ToolStore store;
    private final ToolConditionStore conditions;
    private final Event<ToolSwitched> switches;
    private final Clock clock;

    ToolRegistry(
            @All List<Tool> tools,
            @All List<ToolSource> sources,
            ToolStore store,
            ToolConditionStore conditions,
            Event<ToolSwitched> switches,
            Clock clock) {
        this.tools = List.copyOf(tools);
        this.sources = List.copyOf(sources);
        this.store = store;
        this.conditions = conditions;
        this.switches = switches;
        this.clock = clock;
    }

    /** All tools by name, as of now. */
    public List<Tool> all() {
        return Stream.concat(tools.stream(), sources.stream().flatMap(source -> source.tools().stream()))
                .sorted(Comparator.comparing((Tool tool) -> tool.description().name()))
                .toList();
    }

    /** The tool of that name. */
    public Optional<Tool> find(String name) {
        return all().stream()
                .filter(tool -> tool.description().name().equals(name))
                .findFirst();
    }

    /** Whether the tool may be called. */
    public boolean enabled(String name) {
        return whyOff(name).isEmpty();
    }

    /** Why the tool may not be called; empty when it may. */
    public Optional<String> whyOff(String name) {
        if (!store.enabled(name)) {
            return Optional.of("the tool '" + name + "' is switched off");
        }
        return condition(name)
                .filter(ToolCondition::broken)
                .map(condition -> "the tool '" + name + "' is switched off since " + condition.brokenSince()
                        + ", until its self-test passes: " + condition.brokenReason());
    }

    /** How the tool fares, once something is known of it. */
    public Optional<ToolCondition> condition(String name) {
        return conditions.find(name);
    }

    /** Switches a tool on or off for every replica, and tells it in the same transaction. */
    @Transactional
    public void enable(String name, boolean enabled, String principal) {
        store.enable(name, enabled, principal, clock.instant());
        switches.fire(new ToolSwitched(name, enabled));
    }
}
