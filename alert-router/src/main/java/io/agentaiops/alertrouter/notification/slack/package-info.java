/**
 * Notifications to a Slack incoming webhook, with its settings under {@code slack_configs}.
 */
@NullMarked
package io.agentaiops.alertrouter.notification.slack;

import org.jspecify.annotations.NullMarked;
