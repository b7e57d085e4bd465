package io.agentaiops.toolrunner.tool;

import java.util.List;
import java.util.Map;

/**
 * What is told about a tool.
 *
 * @param name unique, kebab-case
 * @param description what it does and how to use it, for people and models
 * @param inputSchema JSON Schema of its arguments
 * @param risk {@code read}, {@code change}, or {@code by-policy} when it depends on the arguments
 * @param permissions what it may do, one line each
 * @param sandbox the level of isolation that it runs at
 */
public record ToolDescription(
        String name,
        String description,
        Map<String, Object> inputSchema,
        String risk,
        List<String> permissions,
        String sandbox) {

    public ToolDescription {
        inputSchema = Map.copyOf(inputSchema);
        permissions = List.copyOf(permissions);
    }
}
