/** Another service, for the rules. */
@NullMarked
package io.agentaiops.alertrouter;

import org.jspecify.annotations.NullMarked;
