/**
 * Notifications to services that wake people or hand messages on: incident.io, Opsgenie, PagerDuty, Pushover, SNS,
 * VictorOps; each with its settings and its wire as at Alertmanager.
 */
@NullMarked
package io.agentaiops.alertrouter.notification.paging;

import org.jspecify.annotations.NullMarked;
