/**
 * Alerts as the rest of the service knows them: labels, fingerprint, life cycle and the durable store. Knows nothing of how an
 * alert came in or who is told of it.
 */
@NullMarked
package io.agentaiops.alertrouter.alert;

import org.jspecify.annotations.NullMarked;
