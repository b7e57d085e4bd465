/** Examples for the rules. */
@NullMarked
package io.agentaiops.toolrunner.good;

import org.jspecify.annotations.NullMarked;
