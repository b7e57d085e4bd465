/** The platform as a user's browser meets it: {@link io.agentaiops.opsscheduler.edge.AgentPage} loads the page and all that it needs, and knocks at the REST interface. Signs in nowhere. */
@NullMarked
package io.agentaiops.opsscheduler.edge;

import org.jspecify.annotations.NullMarked;
