/** Tests of what a service says it is made of. */
@NullMarked
package io.agentaiops.eventbus.library;

import org.jspecify.annotations.NullMarked;
