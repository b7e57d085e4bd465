/** Everything that this service hears and says on the bus: one listener per event family, one publisher per feature's port. The only place where the events of other services are taken apart. */
@NullMarked
package io.agentaiops.opsscheduler.messaging;

import org.jspecify.annotations.NullMarked;
