/** Dead letters on a real broker. */
@NullMarked
package io.agentaiops.local.deadletters;

import org.jspecify.annotations.NullMarked;
