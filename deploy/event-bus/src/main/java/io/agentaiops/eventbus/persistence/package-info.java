/** The database handle and the clock that every service shares. */
@NullMarked
package io.agentaiops.eventbus.persistence;

import org.jspecify.annotations.NullMarked;
