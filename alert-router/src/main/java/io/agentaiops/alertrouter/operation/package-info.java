/**
 * What procedures can ask of this service: send a notification, sum up alerts, mute and unmute. Hearing and answering the
 * events is the business of messaging.
 */
@NullMarked
package io.agentaiops.alertrouter.operation;

import org.jspecify.annotations.NullMarked;
