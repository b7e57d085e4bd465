/**
 * Alert groups with durable timers: which alerts are told of together, and when. Plans notifications; sending them is the
 * business of notification.
 */
@NullMarked
package io.agentaiops.alertrouter.grouping;

import org.jspecify.annotations.NullMarked;
