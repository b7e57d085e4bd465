/** Alerts that last: raised once by their publisher, said again until it ends them. */
@NullMarked
package io.agentaiops.eventbus.alert;

import org.jspecify.annotations.NullMarked;
