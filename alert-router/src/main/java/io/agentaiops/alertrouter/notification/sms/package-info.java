/**
 * Notifications as text messages through a Twilio-compatible gateway, with its settings under {@code sms_configs}.
 */
@NullMarked
package io.agentaiops.alertrouter.notification.sms;

import org.jspecify.annotations.NullMarked;
