/**
 * Who is on call when: rotations in their time zones, overrides, gaps, as JSON and as iCalendar. Knows people by their name
 * and the receiver that reaches them; nothing of alerts.
 */
@NullMarked
package io.agentaiops.alertrouter.oncall;

import org.jspecify.annotations.NullMarked;
