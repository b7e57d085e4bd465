/** Forgets what nobody needs any more, so that the tables do not grow for ever. */
@NullMarked
package io.agentaiops.alertrouter.retention;

import org.jspecify.annotations.NullMarked;
