package io.agentaiops.toolrunner.builtin.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A provider gave no usable answer. The message says why, in words for people. */
final class ProviderFault extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    enum Kind {
        /** It is not asked: our own limit is reached. */
        OWN_LIMIT,
        /** It wants fewer questions. */
        RATE_LIMITED,
        /** It takes us for a robot, or does not serve us. */
        BLOCKED,
        /** It is not reached. */
        UNREACHABLE,
        /** It is too slow. */
        TIMED_OUT,
        /** It answers in a form that is not known. */
        BAD_ANSWER;

        /** As a metric label, such as {@code rate-limited}. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Kind kind;
    private final transient @Nullable Duration retryAfter;

    ProviderFault(Kind kind, String message) {
        this(kind, message, null);
    }

    ProviderFault(Kind kind, String message, @Nullable Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    Kind kind() {
        return kind;
    }

    /** When the provider wants to be asked again, if it says so. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
