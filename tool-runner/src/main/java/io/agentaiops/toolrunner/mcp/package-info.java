/**
 * Tools of MCP servers (Model Context Protocol, {@code modelcontextprotocol.io/specification}): {@link
 * io.agentaiops.toolrunner.mcp.McpServers} keeps the configured servers connected, {@link
 * io.agentaiops.toolrunner.mcp.McpTool} offers each of their tools as {@code server__tool}. What a server says of itself
 * is a stranger's word: its tools change things until the configuration says that they only look, their arguments are
 * checked against their schemas here, and a server that is a program runs in the sandbox.
 */
@NullMarked
package io.agentaiops.toolrunner.mcp;

import org.jspecify.annotations.NullMarked;
