package io.agentaiops.alertrouter.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call for something. Of rotations that hold at the same time the later one counts, and overrides count before
 * them all, the one that was made last first. Pure.
 *
 * @param name unique
 * @param rotations in the order of the file
 */
public record Schedule(String name, List<Rotation> rotations) {

    static final Duration LONGEST = Duration.ofDays(370);

    /**
     * Somebody stands in for a time.
     *
     * @param person who
     * @param from from when on
     * @param to until when, exclusive
     * @param createdAt when it was agreed
     */
    record StandIn(String person, Instant from, Instant to, Instant createdAt) {
        boolean holds(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }
    }

    public Schedule {
        rotations = List.copyOf(rotations);
    }

    /** Who is on call; null: nobody. */
    @Nullable
    String at(Instant moment, List<StandIn> standIns) {
        return standIns.stream()
                .filter(standIn -> standIn.holds(moment))
                .max(Comparator.comparing(StandIn::createdAt))
                .map(StandIn::person)
                .or(() -> rotations.reversed().stream()
                        .flatMap(rotation -> rotation.at(moment).stream())
                        .findFirst())
                .orElse(null);
    }

    /** The shifts of a time without a break: where nobody is on call there is one of nobody. */
    List<Shift> shifts(Instant from, Instant to, List<StandIn> standIns) {
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("from must lie before to, by 370 days at most");
        }
        SortedSet<Instant> moments = new TreeSet<>(List.of(from));
        rotations.forEach(rotation -> rotation.changes(from, to, moments));
        for (StandIn standIn : standIns) {
            for (Instant edge : List.of(standIn.from(), standIn.to())) {
                if (edge.isAfter(from) && edge.isBefore(to)) {
                    moments.add(edge);
                }
            }
        }
        List<Shift> shifts = new ArrayList<>();
        for (Instant moment : moments) {
            String person = at(moment, standIns);
            Shift last = shifts.isEmpty() ? null : shifts.getLast();
            if (last == null || !Objects.equals(last.person(), person)) {
                end(shifts, moment);
                shifts.add(new Shift(person, moment, to));
            }
        }
        return shifts;
    }

    private static void end(List<Shift> shifts, Instant moment) {
        if (!shifts.isEmpty()) {
            Shift last = shifts.removeLast();
            shifts.add(new Shift(last.person(), last.from(), moment));
        }
    }
}
