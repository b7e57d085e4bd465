/**
 * The commands of {@code ./aiops}. A command reads its options, calls one thing of another package and shows the outcome;
 * {@link io.agentaiops.local.cli.Aiops} is the way in and knows the exit codes.
 */
@NullMarked
package io.agentaiops.local.cli;

import org.jspecify.annotations.NullMarked;
