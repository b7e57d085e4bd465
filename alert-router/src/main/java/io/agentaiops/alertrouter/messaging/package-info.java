/**
 * What this service hears on the bus and what it says there. Contract events stay in here.
 */
@NullMarked
package io.agentaiops.alertrouter.messaging;

import org.jspecify.annotations.NullMarked;
