/**
 * The main job, end to end: the packaged services on real engines, started and stopped by {@code ./aiops} as a user does.
 * {@link io.agentaiops.e2e.Stack} is started once for all classes; {@code DownIT} stops it and looks for leftovers.
 */
@NullMarked
package io.agentaiops.e2e;

import org.jspecify.annotations.NullMarked;
