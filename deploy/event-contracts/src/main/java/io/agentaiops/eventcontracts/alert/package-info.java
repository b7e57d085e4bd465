/** Alerts, their changes of state and the notifications that came of them. Owner: alert-router. */
@NullMarked
package io.agentaiops.eventcontracts.alert;

import org.jspecify.annotations.NullMarked;
