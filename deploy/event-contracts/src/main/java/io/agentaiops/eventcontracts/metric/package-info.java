/** Measured values on their way to the thresholds. Anybody may publish; alert-router evaluates. */
@NullMarked
package io.agentaiops.eventcontracts.metric;

import org.jspecify.annotations.NullMarked;
