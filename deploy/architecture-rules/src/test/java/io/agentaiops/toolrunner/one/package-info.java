/** Examples for the rules. */
@NullMarked
package io.agentaiops.toolrunner.one;

import org.jspecify.annotations.NullMarked;
