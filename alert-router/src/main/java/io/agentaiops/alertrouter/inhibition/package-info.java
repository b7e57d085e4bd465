/**
 * Inhibition: alerts that make others not worth telling of. Decides which alert is inhibited by which; changing an alert's
 * state because of it is the business of ingestion.
 */
@NullMarked
package io.agentaiops.alertrouter.inhibition;

import org.jspecify.annotations.NullMarked;
