package io.agentaiops.toolrunner.tool;

/**
 * A person switched a tool; heard inside the transaction that stores it.
 *
 * @param tool which
 * @param on whether it may be called now
 */
public record ToolSwitched(String tool, boolean on) {}
