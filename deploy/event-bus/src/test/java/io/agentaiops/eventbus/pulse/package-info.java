/** Tests of the pulse. */
@NullMarked
package io.agentaiops.eventbus.pulse;

import org.jspecify.annotations.NullMarked;
