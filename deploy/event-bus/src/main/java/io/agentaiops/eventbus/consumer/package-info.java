/** Hearing events: one loop per topic, the inbox, retries and dead letters. */
@NullMarked
package io.agentaiops.eventbus.consumer;

import org.jspecify.annotations.NullMarked;
