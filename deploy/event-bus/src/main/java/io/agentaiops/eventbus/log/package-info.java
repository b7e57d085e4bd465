/** Warnings and errors of the service as events. */
@NullMarked
package io.agentaiops.eventbus.log;

import org.jspecify.annotations.NullMarked;
