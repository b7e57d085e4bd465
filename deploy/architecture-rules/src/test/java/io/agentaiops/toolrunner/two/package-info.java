/** Examples for the rules. */
@NullMarked
package io.agentaiops.toolrunner.two;

import org.jspecify.annotations.NullMarked;
