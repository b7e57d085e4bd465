/** Offers the platform to clients of the Model Context Protocol over streamable HTTP: its tools, the agent, the search, and the documents as resources. One endpoint for both eras of the protocol and no session in either, so that any replica can answer any request. Policy and approvals stay where they are, in tool-runner. */
@NullMarked
package io.agentaiops.agentgateway.mcp;

import org.jspecify.annotations.NullMarked;
