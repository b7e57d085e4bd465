/** Warnings and errors of every service. Everybody publishes; ops-scheduler indexes them. */
@NullMarked
package io.agentaiops.eventcontracts.log;

import org.jspecify.annotations.NullMarked;
