/** Legal holds on what a service keeps. */
@NullMarked
package io.agentaiops.eventbus.hold;

import org.jspecify.annotations.NullMarked;
