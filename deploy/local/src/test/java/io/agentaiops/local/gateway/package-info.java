/** The gateway's answers, read from a server of the test's own. */
@NullMarked
package io.agentaiops.local.gateway;

import org.jspecify.annotations.NullMarked;
