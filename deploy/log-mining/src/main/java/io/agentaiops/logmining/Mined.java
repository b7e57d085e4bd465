package io.agentaiops.logmining;

import org.jspecify.annotations.Nullable;

/** A message that a {@link TemplateMiner} has taken. */
public final class Mined {

    /** Number of the template that it fitted; -1 when it had to wait. */
    final int known;

    final @Nullable Sequence sequence;

    Mined(int known, @Nullable Sequence sequence) {
        this.known = known;
        this.sequence = sequence;
    }
}
