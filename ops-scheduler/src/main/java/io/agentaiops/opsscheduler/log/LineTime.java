package io.agentaiops.opsscheduler.log;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time that a line of a log begins with: ISO 8601 and its kin, syslog (which says no year), or the access logs of web
 * servers.
 */
final class LineTime {

    /** A clock may be so far ahead; what lies further in the future is misread. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final int LONGEST_HEAD = 300;

    /** At the start, behind brackets, a syslog priority or the name of a level. */
    private static final Pattern ISO = Pattern.compile("^\\W{0,3}(?:\\d{1,3}>\\d? ?)?(?:[A-Z]{4,8}\\W{1,3})?"
            + "(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T _](\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,9}))?\\d*"
            + " ?(Z|[+-]\\d\\d:?\\d\\d(?!\\d))?");

    private static final Pattern SYSLOG =
            Pattern.compile("^(?:<\\d{1,3}>)?([A-Z][a-z]{2}) +(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d)\\b");

    private static final Pattern COMMON =
            Pattern.compile("\\[(\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4})]");

    private static final DateTimeFormatter COMMON_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH);

    private static final DateTimeFormatter CLOCK = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private LineTime() {}

    /** The line's own time; {@code zone} is where lines that name none were written. Empty when it has none. */
    static Optional<Instant> of(String line, ZoneId zone, Instant now) {
        String head = line.length() > LONGEST_HEAD ? line.substring(0, LONGEST_HEAD) : line;
        try {
            return read(head, zone, now).filter(time -> !time.isAfter(now.plus(AHEAD)));
        } catch (DateTimeException e) {
            // Looks like a time and is none, such as the 31st of February.
            return Optional.empty();
        }
    }

    private static Optional<Instant> read(String head, ZoneId zone, Instant now) {
        Matcher iso = ISO.matcher(head);
        if (iso.find()) {
            return Optional.of(iso(iso, zone));
        }
        Matcher syslog = SYSLOG.matcher(head);
        if (syslog.find()) {
            return Optional.of(syslog(syslog, zone, now));
        }
        Matcher common = COMMON.matcher(head);
        return common.find()
                ? Optional.of(OffsetDateTime.parse(common.group(1), COMMON_TIME).toInstant())
                : Optional.empty();
    }

    private static Instant iso(Matcher parts, ZoneId zone) {
        String fraction = parts.group(5) == null ? "" : "." + parts.group(5);
        LocalDateTime time = LocalDateTime.parse(
                parts.group(1) + "-" + parts.group(2) + "-" + parts.group(3) + "T" + parts.group(4) + fraction, CLOCK);
        String offset = parts.group(6);
        return offset == null
                ? time.atZone(zone).toInstant()
                : time.toInstant(ZoneOffset.of(offset.equals("Z") ? "Z" : offset.replace(":", "")));
    }

    /** Of this year, unless that lies ahead. */
    private static Instant syslog(Matcher parts, ZoneId zone, Instant now) {
        MonthDay day = MonthDay.parse(parts.group(1) + " " + parts.group(2), MONTH_DAY);
        int year = now.atZone(zone).getYear();
        Instant thisYear = at(day, year, parts.group(3), zone);
        return thisYear.isAfter(now.plus(Duration.ofDays(1))) ? at(day, year - 1, parts.group(3), zone) : thisYear;
    }

    private static Instant at(MonthDay day, int year, String clock, ZoneId zone) {
        return day.atYear(year)
                .atTime(java.time.LocalTime.parse(clock))
                .atZone(zone)
                .toInstant();
    }
}
