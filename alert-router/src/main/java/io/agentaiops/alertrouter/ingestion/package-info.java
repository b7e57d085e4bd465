/**
 * How alerts come in (Alertmanager's API, events, thresholds) and how their state moves. Accepted means stored.
 */
@NullMarked
package io.agentaiops.alertrouter.ingestion;

import org.jspecify.annotations.NullMarked;
