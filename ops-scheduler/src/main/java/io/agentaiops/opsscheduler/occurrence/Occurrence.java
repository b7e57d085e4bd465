package io.agentaiops.opsscheduler.occurrence;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A due time of a procedure and what came of it.
 *
 * @param reason why, in words
 * @param runId the run that began; null when none did
 */
public record Occurrence(
        String procedureId,
        Instant dueAt,
        Outcome outcome,
        String reason,
        @Nullable UUID runId,
        Instant decidedAt) {}
