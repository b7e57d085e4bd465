/** Commands as they are typed, with their output and exit codes. */
@NullMarked
package io.agentaiops.local.cli;

import org.jspecify.annotations.NullMarked;
