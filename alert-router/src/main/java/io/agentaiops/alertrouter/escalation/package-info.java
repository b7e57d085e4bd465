/**
 * What people do about alerts: incidents with their time line, acknowledgement, hand-over, and the levels that are told in
 * turn when nobody acknowledges, by timers in the database. Listens to the news of alerts and never stands in their way: a
 * page does not wait for it.
 */
@NullMarked
package io.agentaiops.alertrouter.escalation;

import org.jspecify.annotations.NullMarked;
