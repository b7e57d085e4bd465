package io.agentaiops.opsscheduler.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A five-field UNIX cron expression in a time zone.
 *
 * <p>On the days when clocks change it behaves as cron does. A time of day that is skipped is due at the moment of the
 * change; one that comes twice is due the first time only. Expressions whose minute or hour begins with {@code *} mean
 * "every so often": they follow real time, so they fire in both passes of a repeated hour and never for a skipped one.
 *
 * <p>Computed stretch by stretch: between two changes of the offset a zone has no surprises, so the cron library is
 * only ever asked about a fixed offset (it is not reliable across a change).
 */
public final class CronSchedule {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final String expression;
    private final ZoneId zone;
    private final ExecutionTime times;
    private final boolean everySoOften;

    private CronSchedule(String expression, ZoneId zone, ExecutionTime times, boolean everySoOften) {
        this.expression = expression;
        this.zone = zone;
        this.times = times;
        this.everySoOften = everySoOften;
    }

    /**
     * Reads an expression such as {@code 0 9 * * 1-5}.
     *
     * @throws IllegalArgumentException with a message for the author of the document
     */
    public static CronSchedule parse(String expression, ZoneId zone) {
        String normal = expression.strip().replaceAll("\\s+", " ");
        List<String> fields = List.of(normal.split(" ", -1));
        if (fields.size() != 5) {
            throw new IllegalArgumentException("cron needs five fields (minute hour day month weekday) but has "
                    + fields.size() + ": " + expression);
        }
        try {
            ExecutionTime times = ExecutionTime.forCron(PARSER.parse(normal).validate());
            boolean everySoOften =
                    fields.getFirst().startsWith("*") || fields.get(1).startsWith("*");
            return new CronSchedule(normal, zone, times, everySoOften);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cron is not valid: " + e.getMessage(), e);
        }
    }

    /** The schedule whose {@link #toString} that is; empty where it is none. */
    public static Optional<CronSchedule> of(String text) {
        int zone = text.lastIndexOf(' ');
        try {
            return zone < 0
                    ? Optional.empty()
                    : Optional.of(parse(text.substring(0, zone), ZoneId.of(text.substring(zone + 1))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The first due instant after the given one; empty when there is none, as for 30 February. */
    public Optional<Instant> next(Instant after) {
        ZoneRules rules = zone.getRules();
        Instant from = afterRepeatedHour(rules, after.truncatedTo(ChronoUnit.SECONDS));
        ZoneOffset offset = rules.getOffset(from);
        ZoneOffsetTransition change = rules.nextTransition(from);
        // 64 stretches are 32 years at least: enough for 29 February on a given weekday.
        for (int stretch = 0; stretch < 64; stretch++) {
            Optional<Instant> due = nextAt(offset, from);
            if (due.isEmpty() || change == null || due.get().isBefore(change.getInstant())) {
                return due;
            }
            if (isDueInSkippedHour(change)) {
                return Optional.of(change.getInstant());
            }
            offset = change.getOffsetAfter();
            from = startOfStretch(change);
            change = rules.nextTransition(change.getInstant());
        }
        return Optional.empty();
    }

    /** Due instants in {@code [from, to)}, in order, at most {@code limit}. */
    public List<Instant> between(Instant from, Instant to, int limit) {
        List<Instant> due = new ArrayList<>();
        Optional<Instant> next = next(from.minusNanos(1));
        while (due.size() < limit && next.isPresent() && next.get().isBefore(to)) {
            due.add(next.get());
            next = next(next.get());
        }
        return due;
    }

    public String expression() {
        return expression;
    }

    public ZoneId zone() {
        return zone;
    }

    private Optional<Instant> nextAt(ZoneOffset offset, Instant from) {
        return times.nextExecution(from.atZone(offset)).map(ZonedDateTime::toInstant);
    }

    private boolean isDueInSkippedHour(ZoneOffsetTransition change) {
        if (everySoOften || !change.isGap()) {
            return false;
        }
        LocalDateTime before = change.getDateTimeBefore();
        return times.nextExecution(before.minusSeconds(1).atZone(ZoneOffset.UTC))
                .filter(due -> due.toLocalDateTime().isBefore(change.getDateTimeAfter()))
                .isPresent();
    }

    /** The instant just before the first wall-clock time that counts after the change. */
    private Instant startOfStretch(ZoneOffsetTransition change) {
        Duration repeated = everySoOften || change.isGap()
                ? Duration.ZERO
                : change.getDuration().abs();
        return change.getInstant().plus(repeated).minusSeconds(1);
    }

    /** Moves an instant in the second pass of a repeated hour to that hour's end, unless every pass counts. */
    private Instant afterRepeatedHour(ZoneRules rules, Instant after) {
        ZoneOffsetTransition change = rules.previousTransition(after.plusSeconds(1));
        if (change == null || !change.isOverlap() || everySoOften) {
            return after;
        }
        Instant end = startOfStretch(change);
        return after.isBefore(end) ? end : after;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronSchedule that && expression.equals(that.expression) && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return 31 * expression.hashCode() + zone.hashCode();
    }

    /** Expression and zone, such as {@code 0 9 * * * Europe/Berlin}. */
    @Override
    public String toString() {
        return expression + " " + zone;
    }
}
