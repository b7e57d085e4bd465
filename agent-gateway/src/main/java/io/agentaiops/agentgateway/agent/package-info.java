/** Answers a run. {@link io.agentaiops.agentgateway.agent.AgentLoop} decides the next step from what is known; {@link io.agentaiops.agentgateway.agent.RunAdvancer} carries it out under a lease, so that another replica can go on at any point. */
@NullMarked
package io.agentaiops.agentgateway.agent;

import org.jspecify.annotations.NullMarked;
