package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.Matcher.Operator;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.SilenceRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A silence as Alertmanager's API shows it; names and meanings are Alertmanager's. */
record SilenceView(
        UUID id,
        Status status,
        Instant updatedAt,
        List<MatcherView> matchers,
        Instant startsAt,
        Instant endsAt,
        String createdBy,
        String comment,
        Map<String, String> annotations) {

    /** Where it stands in its life. */
    record Status(String state) {}

    /** A matcher in parts. */
    record MatcherView(
            @Nullable String name,
            @Nullable String value,
            boolean isRegex,
            @Nullable Boolean isEqual) {

        static MatcherView of(Matcher matcher) {
            Operator operator = matcher.operator();
            return new MatcherView(
                    matcher.name(),
                    matcher.value(),
                    operator == Operator.REGEX || operator == Operator.NOT_REGEX,
                    operator == Operator.EQUAL || operator == Operator.REGEX);
        }

        Matcher matcher() {
            boolean equal = isEqual == null || isEqual;
            Operator operator =
                    isRegex ? equal ? Operator.REGEX : Operator.NOT_REGEX : equal ? Operator.EQUAL : Operator.NOT_EQUAL;
            return new Matcher(needed(name, "matchers.name"), operator, needed(value, "matchers.value"));
        }
    }

    /** A silence as it is posted. */
    record Posted(
            @Nullable String id,
            @Nullable List<MatcherView> matchers,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable String createdBy,
            @Nullable String comment) {

        /** Throws {@link IllegalArgumentException} with what is missing or wrong. */
        SilenceRequest request() {
            List<MatcherView> given = needed(matchers, "matchers");
            return new SilenceRequest(
                    new Matchers(given.stream().map(MatcherView::matcher).toList()),
                    needed(startsAt, "startsAt"),
                    needed(endsAt, "endsAt"),
                    needed(createdBy, "createdBy"),
                    needed(comment, "comment"));
        }
    }

    static SilenceView of(Silence silence, Instant now) {
        return new SilenceView(
                silence.id(),
                new Status(silence.phaseAt(now).name().toLowerCase(Locale.ROOT)),
                silence.updatedAt(),
                silence.matchers().all().stream().map(MatcherView::of).toList(),
                silence.startsAt(),
                silence.endsAt(),
                silence.createdBy(),
                silence.comment(),
                silence.setBy().isEmpty() ? Map.of() : Map.of("setBy", silence.setBy()));
    }

    private static <T> T needed(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " in body is required");
        }
        return value;
    }
}
