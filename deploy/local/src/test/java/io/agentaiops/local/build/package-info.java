/** What is stale and what a test run came to. */
@NullMarked
package io.agentaiops.local.build;

import org.jspecify.annotations.NullMarked;
