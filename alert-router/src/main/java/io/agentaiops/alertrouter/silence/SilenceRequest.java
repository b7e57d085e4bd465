package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.matching.Matchers;
import java.time.Instant;

/**
 * A silence that somebody wants.
 *
 * @param matchers which alerts
 * @param startsAt from when
 * @param endsAt until when
 * @param createdBy who wants it
 * @param comment why
 */
public record SilenceRequest(Matchers matchers, Instant startsAt, Instant endsAt, String createdBy, String comment) {}
