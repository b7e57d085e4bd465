package io.agentaiops.toolrunner.execution;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Prefer: wait=20} of RFC 7240. */
final class PreferredWait {

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=\"?([0-9]{1,5})\"?");
    private static final long MAX_SECONDS = 120;

    private PreferredWait() {}

    /** The time that the caller is ready to wait; zero when it did not say. */
    static Duration of(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        return wait.find() ? Duration.ofSeconds(Math.min(MAX_SECONDS, Long.parseLong(wait.group(1)))) : Duration.ZERO;
    }
}
