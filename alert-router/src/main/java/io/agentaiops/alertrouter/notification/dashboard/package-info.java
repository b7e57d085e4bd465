/**
 * Notifications that only the live status stream shows, with its settings under {@code dashboard_configs}.
 */
@NullMarked
package io.agentaiops.alertrouter.notification.dashboard;

import org.jspecify.annotations.NullMarked;
