/**
 * Rounds that are woken by what was committed and, failing that, by the clock. Knows nothing of what they run.
 */
@NullMarked
package io.agentaiops.alertrouter.timing;

import org.jspecify.annotations.NullMarked;
