/** Tests of what of a span is kept. */
@NullMarked
package io.agentaiops.eventbus.trace;

import org.jspecify.annotations.NullMarked;
