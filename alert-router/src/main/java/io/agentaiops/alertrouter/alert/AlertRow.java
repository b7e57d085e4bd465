package io.agentaiops.alertrouter.alert;

import java.time.Instant;

/**
 * An alert that lasts, as it is shown: what nobody looks into stays the text that the database holds.
 *
 * @param fingerprint its identity
 * @param labels its labels
 * @param labelsJson the same as a JSON object
 * @param annotationsJson its annotations as a JSON object
 * @param startsAt since when
 * @param endsAt until when at the latest, unless it is repeated
 * @param updatedAt when it was last heard of
 * @param generatorUrl where it can be looked at
 */
public record AlertRow(
        String fingerprint,
        Labels labels,
        String labelsJson,
        String annotationsJson,
        Instant startsAt,
        Instant endsAt,
        Instant updatedAt,
        String generatorUrl) {}
