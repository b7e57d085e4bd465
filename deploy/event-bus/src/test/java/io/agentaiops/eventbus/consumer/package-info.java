/** Tests of what is heard, and of what is said about the work. */
@NullMarked
package io.agentaiops.eventbus.consumer;

import org.jspecify.annotations.NullMarked;
