/**
 * Asks the agent about what fires, within a budget, and hands its findings to those who were told. Speaks to the agent over
 * the bus only: no page ever waits for it.
 */
@NullMarked
package io.agentaiops.alertrouter.investigation;

import org.jspecify.annotations.NullMarked;
