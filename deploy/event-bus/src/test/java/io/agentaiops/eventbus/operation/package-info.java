/** Operations, asked and answered on real engines. */
@NullMarked
package io.agentaiops.eventbus.operation;

import org.jspecify.annotations.NullMarked;
