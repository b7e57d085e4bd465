package io.agentaiops.opsscheduler.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Appends to the chain. One transaction at a time across all replicas, so that every entry knows the one before; an
 * event that is in the ledger already is not written again.
 */
@ApplicationScoped
public class AuditLedger {

    /** What happened, before it has its place in the chain. */
    public record Fact(
            String eventId,
            String source,
            String actor,
            String action,
            String resource,
            String outcome,
            Map<String, String> details,
            Instant at) {}

    private final AuditStore store;

    AuditLedger(AuditStore store) {
        this.store = store;
    }

    /** Writes a fact down. */
    @Transactional
    public void append(Fact fact) {
        appendAll(List.of(fact));
    }

    /** Writes facts down in their order, all or none; those that are in the ledger already are left out. */
    @Transactional
    public void appendAll(List<Fact> facts) {
        store.becomeWriter();
        Set<String> known =
                new HashSet<>(store.known(facts.stream().map(Fact::eventId).toList()));
        Optional<AuditEntry> last = store.last();
        List<AuditEntry> entries = new ArrayList<>(facts.size());
        for (Fact fact : facts) {
            if (known.add(fact.eventId())) {
                AuditEntry entry = next(fact, last);
                entries.add(entry);
                last = Optional.of(entry);
            }
        }
        store.append(entries);
    }

    private static AuditEntry next(Fact fact, Optional<AuditEntry> last) {
        AuditEntry entry = new AuditEntry(
                last.map(AuditEntry::seq).orElse(0L) + 1,
                storable(fact.eventId()),
                storable(fact.source()),
                storable(fact.actor()),
                storable(fact.action()),
                storable(fact.resource()),
                storable(fact.outcome()),
                storable(fact.details()),
                fact.at().truncatedTo(ChronoUnit.MICROS),
                last.map(AuditEntry::hash).orElse(AuditEntry.GENESIS),
                "");
        return entry.sealed();
    }

    private static Map<String, String> storable(Map<String, String> texts) {
        Map<String, String> storable = new TreeMap<>();
        texts.forEach((key, value) -> storable.put(storable(key), storable(value)));
        return storable;
    }

    /** What PostgreSQL gives back as it was given: no NUL, no half of a surrogate pair. */
    private static String storable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point == 0 || Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
