/**
 * Benches. Each compares what we do with the floor that the engines set, in one run on one machine, and prints the ratio;
 * none is a test. They start a stack of their own and stop it.
 */
@NullMarked
package io.agentaiops.bench;

import org.jspecify.annotations.NullMarked;
