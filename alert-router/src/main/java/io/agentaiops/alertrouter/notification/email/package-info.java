/**
 * Notifications as mail over SMTP, with its settings under {@code email_configs}.
 */
@NullMarked
package io.agentaiops.alertrouter.notification.email;

import org.jspecify.annotations.NullMarked;
