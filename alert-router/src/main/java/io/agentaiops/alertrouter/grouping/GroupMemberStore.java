package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.Fingerprint;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Which alerts are in which groups, in PostgreSQL. Changed only by who holds the group. */
@ApplicationScoped
class GroupMemberStore {

    private final Jdbi jdbi;

    GroupMemberStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Adds members; returns to which groups somebody came. */
    Set<UUID> join(Map<UUID, List<Fingerprint>> members) {
        Pairs pairs = Pairs.of(members);
        if (pairs.ids().isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbi.withHandle(handle -> handle.createQuery("""
                        insert into group_alert (group_id, fingerprint)
                        select id::uuid, fingerprint from unnest(:ids::text[], :fingerprints::text[])
                            as row(id, fingerprint)
                        on conflict do nothing returning group_id
                        """)
                .bindArray("ids", String.class, pairs.ids())
                .bindArray("fingerprints", String.class, pairs.fingerprints())
                .mapTo(UUID.class)
                .list()));
    }

    void leave(Map<UUID, List<Fingerprint>> members) {
        Pairs pairs = Pairs.of(members);
        if (pairs.ids().isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> handle.createUpdate("""
                        delete from group_alert m using unnest(:ids::text[], :fingerprints::text[])
                            as row(id, fingerprint)
                        where m.group_id = row.id::uuid and m.fingerprint = row.fingerprint
                        """)
                .bindArray("ids", String.class, pairs.ids())
                .bindArray("fingerprints", String.class, pairs.fingerprints())
                .execute());
    }

    /** Groups and members, pair by pair. */
    private record Pairs(List<String> ids, List<String> fingerprints) {

        static Pairs of(Map<UUID, List<Fingerprint>> members) {
            List<String> ids = new ArrayList<>();
            List<String> fingerprints = new ArrayList<>();
            members.forEach((id, all) -> all.forEach(fingerprint -> {
                ids.add(id.toString());
                fingerprints.add(fingerprint.value());
            }));
            return new Pairs(ids, fingerprints);
        }
    }

    Map<UUID, Set<Fingerprint>> members(Collection<UUID> groupIds) {
        Map<UUID, Set<Fingerprint>> members = new HashMap<>();
        if (groupIds.isEmpty()) {
            return members;
        }
        jdbi.useHandle(handle -> handle.createQuery(
                        "select group_id, fingerprint from group_alert where group_id = any(:ids)")
                .bindArray("ids", UUID.class, List.copyOf(groupIds))
                .map((row, context) -> Map.entry(row.getObject(1, UUID.class), new Fingerprint(row.getString(2))))
                .forEach(member -> members.computeIfAbsent(member.getKey(), id -> new HashSet<>())
                        .add(member.getValue())));
        return members;
    }
}
