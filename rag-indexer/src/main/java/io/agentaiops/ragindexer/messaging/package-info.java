/**
 * What this service hears and says on the bus, and nowhere else: one listener or publisher for each family of events.
 */
@NullMarked
package io.agentaiops.ragindexer.messaging;

import org.jspecify.annotations.NullMarked;
