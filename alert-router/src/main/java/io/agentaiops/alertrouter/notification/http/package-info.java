/**
 * How requests to receivers are made: {@code http_config} of alertmanager.yml, and clients for it. Knows nothing of what is
 * sent.
 */
@NullMarked
package io.agentaiops.alertrouter.notification.http;

import org.jspecify.annotations.NullMarked;
