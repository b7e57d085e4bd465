/** Ships the spans of the service to who keeps traces: {@link io.agentaiops.eventbus.trace.SpanShipping} takes what has ended, {@link io.agentaiops.eventbus.trace.SpanForm} leaves out what is nobody's business. */
@NullMarked
package io.agentaiops.eventbus.trace;

import org.jspecify.annotations.NullMarked;
