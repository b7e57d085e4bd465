package io.agentaiops.alertrouter.grouping;

import java.time.Instant;

/**
 * Fired, inside the transaction, when groups got another time at which they speak.
 *
 * @param earliest the first of these times
 */
public record GroupsScheduled(Instant earliest) {}
