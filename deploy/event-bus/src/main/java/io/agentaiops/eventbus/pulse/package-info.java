/** Notices when virtual threads do not run any more. */
@NullMarked
package io.agentaiops.eventbus.pulse;

import org.jspecify.annotations.NullMarked;
