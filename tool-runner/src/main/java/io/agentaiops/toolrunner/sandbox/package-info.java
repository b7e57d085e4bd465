/**
 * Runs argument vectors isolated from the machine: {@link io.agentaiops.toolrunner.sandbox.Sandbox} starts a pipeline
 * under bubblewrap, or under unshare, setpriv and prlimit, bounds its time, memory and output, and kills its whole tree.
 * Which level is in force is found out at start by trying it. Knows nothing of policy: it runs what it is given.
 */
@NullMarked
package io.agentaiops.toolrunner.sandbox;

import org.jspecify.annotations.NullMarked;
