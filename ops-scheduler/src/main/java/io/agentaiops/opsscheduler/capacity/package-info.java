/** How much there will be left: {@link io.agentaiops.opsscheduler.capacity.MetricRecorder} keeps every metric of the bus by hour, {@link io.agentaiops.opsscheduler.capacity.CapacityForecast} draws robust trends through them and says when something is full. Decides nothing. */
@NullMarked
package io.agentaiops.opsscheduler.capacity;

import org.jspecify.annotations.NullMarked;
