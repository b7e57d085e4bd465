/** When a procedure is due: {@link io.agentaiops.opsscheduler.schedule.CronSchedule}, a pure computation of instants from a UNIX cron expression and a time zone. It fires nothing. */
@NullMarked
package io.agentaiops.opsscheduler.schedule;

import org.jspecify.annotations.NullMarked;
