package io.agentaiops.opsscheduler.run;

import java.util.Optional;
import java.util.UUID;

/** Ids as they come from outside. */
public final class RunIds {

    private static final int LENGTH = 36;

    private RunIds() {}

    /** The id in its canonical form; empty for anything else, which can't be one of ours. */
    public static Optional<UUID> parse(String text) {
        try {
            return text.length() == LENGTH ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
