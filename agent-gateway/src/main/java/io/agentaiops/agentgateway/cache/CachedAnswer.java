package io.agentaiops.agentgateway.cache;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer that may be given again.
 *
 * @param runId the run that it was given in; it is stored there
 * @param fingerprint of its question
 * @param onlyFor the one who may get it; null when others may, too
 * @param roles what one must be allowed to do to get it: no less than whom it was given to
 * @param documents what it rests on
 * @param learnedAt when it was taken in
 * @param expiresAt not given any more from then on
 */
record CachedAnswer(
        String runId,
        String fingerprint,
        @Nullable String onlyFor,
        Set<String> roles,
        List<String> documents,
        Instant learnedAt,
        Instant expiresAt) {

    CachedAnswer {
        roles = Set.copyOf(roles);
        documents = List.copyOf(documents);
    }
}
