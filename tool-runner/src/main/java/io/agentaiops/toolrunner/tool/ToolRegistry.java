package io.agentaiops.toolrunner.tool;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every tool, and whether it is switched on. */
@ApplicationScoped
public class ToolRegistry {

    /** By name: describing a tool takes far longer than finding it. */
    private final Map<String, Tool> tools;

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
        this.tools = byName(tools.stream());
        this.sources = List.copyOf(sources);
        this.store = store;
        this.conditions = conditions;
        this.switches = switches;
        this.clock = clock;
    }

    /** All tools by name, as of now. */
    public List<Tool> all() {
        Map<String, Tool> all = byName(fromSources());
        all.putAll(tools);
        return List.copyOf(all.values());
    }

    /** The tool of that name. */
    public Optional<Tool> find(String name) {
        Tool own = tools.get(name);
        return own != null
                ? Optional.of(own)
                : fromSources()
                        .filter(tool -> tool.description().name().equals(name))
                        .findFirst();
    }

    private Stream<Tool> fromSources() {
        return sources.stream().flatMap(source -> source.tools().stream());
    }

    private static Map<String, Tool> byName(Stream<Tool> tools) {
        return tools.collect(
                Collectors.toMap(tool -> tool.description().name(), tool -> tool, (one, other) -> one, TreeMap::new));
    }

    /** Whether the tool may be called. */
    public boolean enabled(String name) {
        return whyOff(name).isEmpty();
    }

    /** Why the tool may not be called; empty when it may. */
    public Optional<String> whyOff(String name) {
        return store.whyOff(name).map(why -> "the tool '" + name + "' is switched off" + why);
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
