/**
 * Alertmanager's API, version 2, and its management endpoints, over the use cases of the other packages. Holds no rule of
 * its own beyond what the wire asks for.
 */
@NullMarked
package io.agentaiops.alertrouter.api;

import org.jspecify.annotations.NullMarked;
