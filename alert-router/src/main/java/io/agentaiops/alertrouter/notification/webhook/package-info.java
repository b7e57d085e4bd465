/**
 * Notifications in Alertmanager's webhook format, version 4, with its settings under {@code webhook_configs}.
 */
@NullMarked
package io.agentaiops.alertrouter.notification.webhook;

import org.jspecify.annotations.NullMarked;
