package io.agentaiops.alertrouter.oncall;

import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.ConfigFiles;
import io.agentaiops.alertrouter.config.ConfigPart;
import io.agentaiops.alertrouter.yaml.YamlMap;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** People and schedules of on-call.yml, with the stand-ins that were agreed over REST. */
@ApplicationScoped
public class OnCall implements ConfigPart {

    static final String FILE = "on-call.yml";
    private static final int FIRST = 900;

    private final ConfigFiles files;
    private final OverrideStore overrides;
    private final Audit audit;
    private final Clock clock;
    private volatile Rota rota = new Rota(Map.of(), Map.of());

    OnCall(ConfigFiles files, OverrideStore overrides, Audit audit, Clock clock) {
        this.files = files;
        this.overrides = overrides;
        this.audit = audit;
        this.clock = clock;
    }

    /** What the file says. */
    private record Rota(Map<String, Person> people, Map<String, Schedule> schedules) {}

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        rota = load();
    }

    @Override
    public Runnable read(AlertingConfig alerting) {
        Rota read = load();
        return () -> rota = read;
    }

    private Rota load() {
        ConfigFiles.Source source = files.read(FILE);
        YamlMap root = YamlMap.parse(source.name(), source.text());
        Map<String, Person> people = ScheduleReader.people(root);
        Map<String, Schedule> schedules = ScheduleReader.schedules(root, people.keySet());
        root.finish();
        return new Rota(people, schedules);
    }

    public Optional<Person> person(String name) {
        return Optional.ofNullable(rota.people().get(name));
    }

    public Optional<Schedule> schedule(String name) {
        return Optional.ofNullable(rota.schedules().get(name));
    }

    List<Schedule> schedules() {
        return List.copyOf(rota.schedules().values());
    }

    /** Who is on call now by that schedule; empty: nobody, or no such schedule. */
    public Optional<Person> now(String schedule) {
        Instant now = clock.instant();
        return schedule(schedule)
                .flatMap(found -> Optional.ofNullable(found.at(now, standIns(schedule, now, now.plusMillis(1)))))
                .flatMap(this::person);
    }

    /** The shifts of a time; throws {@link IllegalArgumentException} when the time is none. */
    List<Shift> shifts(Schedule schedule, Instant from, Instant to) {
        return schedule.shifts(from, to, standIns(schedule.name(), from, to));
    }

    private List<Schedule.StandIn> standIns(String schedule, Instant from, Instant to) {
        return overrides.between(schedule, from, to).stream()
                .map(OverrideStore.Row::standIn)
                .toList();
    }

    List<OverrideStore.Row> overrides(String schedule, Instant from, Instant to) {
        return overrides.between(schedule, from, to);
    }

    /** Somebody stands in. Throws {@link IllegalArgumentException} with what is wrong. */
    @Transactional(dontRollbackOn = IllegalArgumentException.class)
    UUID standIn(String schedule, String person, Instant from, Instant to, String actor) {
        if (schedule(schedule).isEmpty()) {
            throw new IllegalArgumentException("schedule is not one of on-call.yml: " + schedule);
        }
        if (person(person).isEmpty()) {
            throw new IllegalArgumentException("person is not one of on-call.yml: " + person);
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("to must be after from");
        }
        UUID id = UUID.fromString(Ids.next());
        overrides.add(
                new OverrideStore.Row(id, schedule, new Schedule.StandIn(person, from, to, clock.instant())), actor);
        audit.record(
                actor,
                "on-call.override",
                schedule,
                "succeeded",
                Map.of("person", person, "from", from.toString(), "to", to.toString()));
        return id;
    }

    @Transactional
    boolean takeBack(UUID id, String actor) {
        boolean found = overrides.delete(id);
        if (found) {
            audit.record(actor, "on-call.override-deleted", id.toString(), "succeeded", Map.of());
        }
        return found;
    }
}
