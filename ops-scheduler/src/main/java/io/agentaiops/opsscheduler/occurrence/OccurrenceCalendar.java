package io.agentaiops.opsscheduler.occurrence;

import io.agentaiops.opsscheduler.occurrence.CalendarResource.Calendar;
import io.agentaiops.opsscheduler.occurrence.CalendarResource.Entry;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.schedule.CronSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Puts the ledger's past and the schedules' future together. */
@ApplicationScoped
class OccurrenceCalendar {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int LIMIT = 5000;

    private final ProcedureCatalog catalog;
    private final OccurrenceStore store;
    private final Clock clock;

    OccurrenceCalendar(ProcedureCatalog catalog, OccurrenceStore store, Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.clock = clock;
    }

    /**
     * The due times of that span.
     *
     * @throws IllegalArgumentException when it is none, or too long
     */
    Calendar between(@Nullable Instant from, @Nullable Instant to) {
        Instant now = clock.instant();
        Instant start = from == null ? now.minus(WEEK) : from;
        Instant end = to == null ? now.plus(WEEK) : to;
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("must not lie before from, which is " + start);
        }
        if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must lie at most " + LONGEST.toDays() + " days after from, which is "
                    + start + "; ask for a longer time in parts");
        }
        List<Entry> entries = new ArrayList<>();
        for (Occurrence past : store.between(start, end, null, LIMIT + 1)) {
            entries.add(
                    new Entry(past.procedureId(), past.dueAt(), past.outcome().text(), past.reason(), past.runId()));
        }
        entries.addAll(ahead(start.isAfter(now) ? start : now.plusNanos(1), end));
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparing(Entry::dueAt).thenComparing(Entry::procedure))
                .limit(LIMIT)
                .toList();
        return new Calendar(start, end, sorted, entries.size() > LIMIT);
    }

    /** The first due times of all schedules together: of each no more is computed than the answer holds. */
    private List<Entry> ahead(Instant from, Instant to) {
        PriorityQueue<Next> next = new PriorityQueue<>();
        for (Procedure procedure : catalog.current().all()) {
            CronSchedule schedule = procedure.schedule();
            if (schedule != null) {
                Next.after(procedure.id(), schedule, from.minusNanos(1), to).ifPresent(next::add);
            }
        }
        List<Entry> due = new ArrayList<>();
        while (due.size() <= LIMIT && !next.isEmpty()) {
            Next first = next.remove();
            due.add(new Entry(first.procedure(), first.dueAt(), "due", "", null));
            Next.after(first.procedure(), first.schedule(), first.dueAt(), to).ifPresent(next::add);
        }
        return due;
    }

    /** The next due time of a schedule. */
    private record Next(String procedure, CronSchedule schedule, Instant dueAt) implements Comparable<Next> {

        private static final Comparator<Next> ORDER =
                Comparator.comparing(Next::dueAt).thenComparing(Next::procedure);

        static Optional<Next> after(String procedure, CronSchedule schedule, Instant after, Instant to) {
            return schedule.next(after).filter(due -> due.isBefore(to)).map(due -> new Next(procedure, schedule, due));
        }

        @Override
        public int compareTo(Next other) {
            return ORDER.compare(this, other);
        }
    }
}
