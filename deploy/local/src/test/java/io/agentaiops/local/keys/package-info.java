/** Keys are made once and for their owner alone. */
@NullMarked
package io.agentaiops.local.keys;

import org.jspecify.annotations.NullMarked;
