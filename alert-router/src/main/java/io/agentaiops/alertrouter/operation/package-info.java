/**
 * What procedures can ask of this service: send a notification, sum up alerts, mute and unmute. The event bus hears the
 * requests and answers them.
 */
@NullMarked
package io.agentaiops.alertrouter.operation;

import org.jspecify.annotations.NullMarked;
