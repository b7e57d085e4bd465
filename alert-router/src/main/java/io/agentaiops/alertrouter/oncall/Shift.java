package io.agentaiops.alertrouter.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time during which the same person is on call.
 *
 * @param person who; null: nobody, a gap
 * @param from its first moment
 * @param to its end, exclusive
 */
public record Shift(@Nullable String person, Instant from, Instant to) {}
