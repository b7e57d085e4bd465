/** What this service hears and says on the bus. Translates between events and use cases, and holds no logic of its own. */
@NullMarked
package io.agentaiops.agentgateway.messaging;

import org.jspecify.annotations.NullMarked;
