/** Keeps the spans of every service and shows them as traces: {@link io.agentaiops.opsscheduler.trace.SpanArchive} writes them down, {@link io.agentaiops.opsscheduler.trace.TraceSearch} finds them again. */
@NullMarked
package io.agentaiops.opsscheduler.trace;

import org.jspecify.annotations.NullMarked;
