/** Emergency runbooks that start by themselves: {@link io.agentaiops.opsscheduler.emergency.AlertRunbooks} begins the runbooks whose {@code applies-to} labels a firing alert has, {@link io.agentaiops.opsscheduler.emergency.EscalationClock} calls the next level while the alert stays. Runs nothing itself. */
@NullMarked
package io.agentaiops.opsscheduler.emergency;

import org.jspecify.annotations.NullMarked;
