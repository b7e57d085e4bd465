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
import org.jspecify.annotations.Nullable;

/** Puts the ledger's past and the schedules' future together. */
@ApplicationScoped
class OccurrenceCalendar {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int LIMIT = 5000;

    private final ProcedureCatalog catalog;
    private final OccurrenceStore store;
    private final Clock clock;

    OccurrenceCalendar(ProcedureCatalog catalog, OccurrenceStore store, Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.clock = clock;
    }

    Calendar between(@Nullable Instant from, @Nullable Instant to) {
        Instant now = clock.instant();
        Instant start = from == null ? now.minus(WEEK) : from;
        Instant end = to == null ? now.plus(WEEK) : to;
        List<Entry> entries = new ArrayList<>();
        for (Occurrence past : store.between(start, end, null, LIMIT + 1)) {
            entries.add(
                    new Entry(past.procedureId(), past.dueAt(), past.outcome().text(), past.reason(), past.runId()));
        }
        Instant ahead = start.isAfter(now) ? start : now.plusNanos(1);
        for (Procedure procedure : catalog.current().all()) {
            CronSchedule schedule = procedure.schedule();
            if (schedule != null) {
                schedule.between(ahead, end, LIMIT + 1)
                        .forEach(due -> entries.add(new Entry(procedure.id(), due, "due", "", null)));
            }
        }
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparing(Entry::dueAt).thenComparing(Entry::procedure))
                .limit(LIMIT)
                .toList();
        return new Calendar(start, end, sorted, entries.size() > LIMIT);
    }
}
