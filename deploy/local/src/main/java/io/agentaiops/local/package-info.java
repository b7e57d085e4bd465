/**
 * The program behind {@code ./aiops}: it builds what is stale, starts the engines and the five services on this machine,
 * and talks to the gateway for the person at the terminal. Services never depend on it; their tests use its engines.
 */
@NullMarked
package io.agentaiops.local;

import org.jspecify.annotations.NullMarked;
