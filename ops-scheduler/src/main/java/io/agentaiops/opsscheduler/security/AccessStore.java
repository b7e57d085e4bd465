package io.agentaiops.opsscheduler.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Questions to the audit ledger. */
@ApplicationScoped
class AccessStore {

    /** Refusals of an account from an address in an hour, and the most that it had in an hour before. */
    record Burst(String actor, String address, Instant hour, long refusals, long before) {
        Map<String, Object> toMap() {
            return Map.of(
                    "actor",
                    actor,
                    "address",
                    address,
                    "hour",
                    hour.toString(),
                    "refusals",
                    refusals,
                    "mostBefore",
                    before);
        }
    }

    /** An address (as a pseudonym) from which a known account came for the first time. */
    record NewAddress(String actor, String address, Instant first) {
        Map<String, Object> toMap() {
            return Map.of("actor", actor, "address", address, "first", first.toString());
        }
    }

    /** What an account did at an hour of the day when it never worked before. */
    record OddHour(String actor, int hour, long entries) {
        Map<String, Object> toMap() {
            return Map.of("actor", actor, "hourOfDay", hour, "entries", entries);
        }
    }

    private static final int BURST_LEAST = 10;
    private static final int BURST_FACTOR = 3;
    /** An account with fewer entries than this has no habits yet. */
    private static final int HABIT_LEAST = 50;

    private static final String BURSTS = """
            with hours as (
                select actor, coalesce(details ->> 'address', '') as address, date_trunc('hour', at) as hour,
                    sum(case when action = 'access.refused' then cast(details ->> 'requests' as bigint) else 1 end)
                        as refusals
                from audit_entry
                where at >= :baseline and at < :to and outcome in ('denied', 'refused', 'unauthorized', 'forbidden')
                group by 1, 2, 3),
            before as (select actor, address, max(refusals) as most from hours where hour < :from group by 1, 2)
            select h.actor, h.address, h.hour, h.refusals, coalesce(b.most, 0) as most
            from hours h left join before b using (actor, address)
            where h.hour >= :from and h.refusals >= :least and h.refusals > :factor * coalesce(b.most, 0)
            order by h.refusals desc limit 50""";
    private static final String STRANGERS = """
            select distinct actor from audit_entry e where at >= :from and at < :to and actor <> 'anonymous'
              and exists (select 1 from audit_entry where at < :from)
              and not exists (select 1 from audit_entry o where o.actor = e.actor and o.at >= :baseline and o.at < :from)
            order by actor limit 50""";
    private static final String ODD_HOURS = """
            with habits as (
                select actor, array_agg(distinct extract(hour from at at time zone :zone)) as hours, count(*) as entries
                from audit_entry where at >= :baseline and at < :from group by actor)
            select e.actor, cast(extract(hour from e.at at time zone :zone) as integer) as hour, count(*) as entries
            from audit_entry e join habits h using (actor)
            where e.at >= :from and e.at < :to and h.entries >= :least
              and not extract(hour from e.at at time zone :zone) = any (h.hours)
            group by 1, 2 order by 3 desc limit 50""";

    /** An account's first address ever is where it lives, and no news. */
    private static final String NEW_ADDRESSES = """
            with known as (
                select distinct actor, details ->> 'address' as address from audit_entry
                where action = 'access.seen' and at >= :baseline and at < :from)
            select e.actor, e.details ->> 'address' as address, min(e.at) as first
            from audit_entry e
            where e.action = 'access.seen' and e.at >= :from and e.at < :to
              and exists (select 1 from known k where k.actor = e.actor)
              and not exists (select 1 from known k where k.actor = e.actor and k.address = e.details ->> 'address')
            group by 1, 2 order by 3 limit 50""";

    private final Jdbi jdbi;

    AccessStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    long entries(Instant from, Instant to) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from audit_entry where at >= :from and at < :to")
                        .bind("from", from)
                        .bind("to", to)
                        .mapTo(Long.class)
                        .one());
    }

    List<Burst> bursts(Instant baseline, Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery(BURSTS)
                .bind("baseline", baseline)
                .bind("from", from)
                .bind("to", to)
                .bind("least", BURST_LEAST)
                .bind("factor", BURST_FACTOR)
                .map((row, context) -> new Burst(
                        row.getString("actor"),
                        row.getString("address"),
                        row.getTimestamp("hour").toInstant(),
                        row.getLong("refusals"),
                        row.getLong("most")))
                .list());
    }

    List<NewAddress> newAddresses(Instant baseline, Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery(NEW_ADDRESSES)
                .bind("baseline", baseline)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> new NewAddress(
                        row.getString("actor"),
                        row.getString("address"),
                        row.getTimestamp("first").toInstant()))
                .list());
    }

    List<String> strangers(Instant baseline, Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery(STRANGERS)
                .bind("baseline", baseline)
                .bind("from", from)
                .bind("to", to)
                .mapTo(String.class)
                .list());
    }

    List<OddHour> oddHours(Instant baseline, Instant from, Instant to, ZoneId zone) {
        return jdbi.withHandle(handle -> handle.createQuery(ODD_HOURS)
                .bind("baseline", baseline)
                .bind("from", from)
                .bind("to", to)
                .bind("zone", zone.getId())
                .bind("least", HABIT_LEAST)
                .map((row, context) -> new OddHour(row.getString("actor"), row.getInt("hour"), row.getLong("entries")))
                .list());
    }
}
