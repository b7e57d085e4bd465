package io.agentaiops.opsscheduler.occurrence;

import static java.util.Objects.requireNonNull;

import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.Procedures;
import io.agentaiops.opsscheduler.schedule.CronSchedule;
import io.agentaiops.opsscheduler.schedule.SchedulePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is due next, in memory, so that looking costs the same for ten schedules and for ten thousand. Only a hint: the
 * ledger decides. Not for use by several threads.
 */
final class DueTimes {

    /** A due time that has come; {@code superseded} when a later one of the procedure has come as well. */
    record Due(Procedure procedure, Instant dueAt, boolean superseded) {}

    private record Watched(Procedure procedure, Instant decided, Instant due, Instant fireAt) {
        String id() {
            return procedure.id();
        }
    }

    /** After a long stop, the backlog of a busy schedule is written down in pieces of this size. */
    private static final int AT_ONCE = 500;
    /** Cron counts in minutes: this long after a due time there is no other. */
    private static final Duration SHORTEST_PERIOD = Duration.ofMinutes(1);

    /** Asks the ledger, for schedules in their present form, up to when their due times are decided. */
    interface Ledger {
        /** By procedure; {@code schedules} are by procedure, too. */
        Map<String, Instant> decidedUpTo(Map<String, String> schedules, Instant now);
    }

    private final Ledger ledger;
    private final Map<String, Watched> byId = new HashMap<>();
    private final TreeSet<Watched> byTime =
            new TreeSet<>(java.util.Comparator.comparing(Watched::fireAt).thenComparing(Watched::id));
    private @Nullable Procedures seen;

    DueTimes(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Takes changed documents over; asks the ledger about schedules that are new or different. */
    void follow(Procedures procedures, Instant now) {
        if (procedures == seen) {
            return;
        }
        Map<String, String> unknown = new HashMap<>();
        Map<String, Procedure> scheduled = new HashMap<>();
        for (Procedure procedure : procedures.all()) {
            if (procedure.schedule() == null) {
                continue;
            }
            scheduled.put(procedure.id(), procedure);
            Watched known = byId.get(procedure.id());
            if (known == null || !Objects.equals(known.procedure().schedule(), procedure.schedule())) {
                unknown.put(procedure.id(), String.valueOf(procedure.schedule()));
            }
        }
        Map<String, Instant> decided = unknown.isEmpty() ? Map.of() : ledger.decidedUpTo(unknown, now);
        List.copyOf(byId.values()).stream()
                .filter(watched -> !scheduled.containsKey(watched.id()))
                .forEach(this::forget);
        scheduled.forEach((id, procedure) -> {
            Watched known = byId.get(id);
            Instant since = decided.get(id);
            watch(procedure, since == null && known != null ? known.decided() : requireNonNullElse(since, now));
        });
        seen = procedures;
    }

    /** Due times that have come, of at most so many procedures, the earliest first. */
    List<Due> come(Instant now, int procedures) {
        List<Due> come = new ArrayList<>();
        int left = procedures;
        for (Watched watched : byTime) {
            if (watched.fireAt().isAfter(now) || left-- == 0) {
                break;
            }
            come.addAll(come(watched, now));
        }
        return come;
    }

    /** When to look again, if anything is ever due. */
    Optional<Instant> next() {
        return byTime.isEmpty()
                ? Optional.empty()
                : Optional.of(byTime.getFirst().fireAt());
    }

    /** The procedure's due times up to this one are in the ledger. */
    void decided(String procedureId, Instant dueAt) {
        Watched watched = byId.get(procedureId);
        if (watched != null && watched.decided().isBefore(dueAt)) {
            watch(watched.procedure(), dueAt);
        }
    }

    /** Looks at the procedure again at that time, not earlier. */
    void later(String procedureId, Instant at) {
        Watched watched = byId.get(procedureId);
        if (watched != null) {
            forget(watched);
            put(new Watched(watched.procedure(), watched.decided(), watched.due(), at));
        }
    }

    private static List<Due> come(Watched watched, Instant now) {
        if (now.isBefore(watched.due().plus(SHORTEST_PERIOD))) {
            return List.of(new Due(watched.procedure(), watched.due(), false));
        }
        SchedulePolicy policy = watched.procedure().policy();
        List<Instant> past =
                scheduleOf(watched).between(watched.decided().plusNanos(1), now.plusNanos(1), AT_ONCE).stream()
                        .filter(due -> !policy.fireAt(watched.id(), due).isAfter(now))
                        .toList();
        List<Due> come = new ArrayList<>();
        for (int i = 0; i < past.size(); i++) {
            come.add(new Due(watched.procedure(), past.get(i), i < past.size() - 1));
        }
        return come;
    }

    private void watch(Procedure procedure, Instant decided) {
        Watched old = byId.get(procedure.id());
        if (old != null) {
            forget(old);
        }
        CronSchedule schedule = requireNonNull(procedure.schedule());
        schedule.next(decided)
                .ifPresent(due -> put(
                        new Watched(procedure, decided, due, procedure.policy().fireAt(procedure.id(), due))));
    }

    private void put(Watched watched) {
        byId.put(watched.id(), watched);
        byTime.add(watched);
    }

    private void forget(Watched watched) {
        byId.remove(watched.id());
        byTime.remove(watched);
    }

    private static CronSchedule scheduleOf(Watched watched) {
        return requireNonNull(watched.procedure().schedule());
    }

    private static Instant requireNonNullElse(@Nullable Instant instant, Instant other) {
        return instant == null ? other : instant;
    }
}
