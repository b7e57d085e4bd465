/**
 * Silences: who may not be told of what, from when until when. Decides whether labels are silenced; changing an alert's
 * state because of it is the business of ingestion.
 */
@NullMarked
package io.agentaiops.alertrouter.silence;

import org.jspecify.annotations.NullMarked;
