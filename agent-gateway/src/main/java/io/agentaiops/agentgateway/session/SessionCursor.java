package io.agentaiops.agentgateway.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a list of sessions goes on.
 *
 * @param at when the last one shown was used
 * @param id the last one shown
 */
record SessionCursor(Instant at, String id) {

    static final SessionCursor START = new SessionCursor(Instant.parse("9999-01-01T00:00:00Z"), "");
    private static final Pattern FORM = Pattern.compile("(\\d{1,17})_([0-9a-f-]{36})");

    static SessionCursor after(Session session) {
        return new SessionCursor(session.updatedAt(), session.id());
    }

    /** What {@link #text} made; nothing stands for the start of the list. */
    static Optional<SessionCursor> parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.of(START);
        }
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new SessionCursor(
                        Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS), matcher.group(2)))
                : Optional.empty();
    }

    String text() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
    }
}
