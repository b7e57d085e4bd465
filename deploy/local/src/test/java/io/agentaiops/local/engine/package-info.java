/** Each engine started, asked, restarted and stopped for real. */
@NullMarked
package io.agentaiops.local.engine;

import org.jspecify.annotations.NullMarked;
