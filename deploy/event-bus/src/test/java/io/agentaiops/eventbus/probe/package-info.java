/** A small service that talks to itself over the bus. */
@NullMarked
package io.agentaiops.eventbus.probe;

import org.jspecify.annotations.NullMarked;
