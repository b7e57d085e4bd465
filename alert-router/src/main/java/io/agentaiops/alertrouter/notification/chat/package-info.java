/**
 * Notifications as messages in chats: Discord, Mattermost, Rocket.Chat, Teams, Telegram, Webex; each with its settings and
 * its wire as at Alertmanager.
 */
@NullMarked
package io.agentaiops.alertrouter.notification.chat;

import org.jspecify.annotations.NullMarked;
