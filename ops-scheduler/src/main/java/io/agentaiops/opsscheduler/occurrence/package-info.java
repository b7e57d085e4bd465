/** Every due time of every schedule, with what came of it: {@link io.agentaiops.opsscheduler.occurrence.ScheduleTicker} decides and claims, {@link io.agentaiops.opsscheduler.occurrence.OccurrenceStore} keeps the ledger. */
@NullMarked
package io.agentaiops.opsscheduler.occurrence;

import org.jspecify.annotations.NullMarked;
