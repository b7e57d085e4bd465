/** Examples for the rules. */
@NullMarked
package io.agentaiops.toolrunner.bad;

import org.jspecify.annotations.NullMarked;
