/** Up and down, records, ports and the checks before a start. */
@NullMarked
package io.agentaiops.local.stack;

import org.jspecify.annotations.NullMarked;
