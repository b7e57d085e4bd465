/**
 * Notifications to Slack, by incoming webhook or as a bot that updates its messages, with its settings under
 * {@code slack_configs}.
 */
@NullMarked
package io.agentaiops.alertrouter.notification.slack;

import org.jspecify.annotations.NullMarked;
