package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.alert.Fingerprint;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Which alerts are sources of a rule; kept so that nobody reads every alert to find the few that inhibit. */
@ApplicationScoped
class InhibitionStore {

    private final Jdbi jdbi;

    InhibitionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void add(Collection<Fingerprint> fingerprints) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into inhibition_source select unnest(:fingerprints::text[]) on conflict do nothing")
                .bindArray("fingerprints", String.class, values(fingerprints))
                .execute());
    }

    void remove(Collection<Fingerprint> fingerprints) {
        jdbi.useHandle(
                handle -> handle.createUpdate("delete from inhibition_source where fingerprint = any(:fingerprints)")
                        .bindArray("fingerprints", String.class, values(fingerprints))
                        .execute());
    }

    void clear() {
        jdbi.useHandle(handle -> handle.execute("delete from inhibition_source"));
    }

    Set<Fingerprint> all() {
        return new HashSet<>(jdbi.withHandle(handle -> handle.createQuery("select fingerprint from inhibition_source")
                .map((row, context) -> new Fingerprint(row.getString(1)))
                .list()));
    }

    private static List<String> values(Collection<Fingerprint> fingerprints) {
        return fingerprints.stream().map(Fingerprint::value).toList();
    }
}
