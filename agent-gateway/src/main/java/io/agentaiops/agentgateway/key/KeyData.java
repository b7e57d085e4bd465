package io.agentaiops.agentgateway.key;

import io.agentaiops.agentgateway.privacy.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** Somebody's keys. Keys that come from a file belong to the installation and stay. */
@ApplicationScoped
class KeyData implements PersonalData {

    private final Jdbi jdbi;

    private final ApiKeys keys;

    KeyData(Jdbi jdbi, ApiKeys keys) {
        this.jdbi = jdbi;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public void export(String principal, Consumer<Object> each) {
        List<Map<String, Object>> keys = jdbi.withHandle(handle ->
                handle.createQuery("""
                        select id, name, role, prefix, created_at::text as created_at, expires_at::text as expires_at,
                            last_used_at::text as last_used_at, revoked_at::text as revoked_at
                        from api_key where principal = :principal order by id
                        """).bind("principal", principal).mapToMap().list());
        keys.forEach(each);
    }

    @Override
    public long erase(String principal) {
        keys.forgetAll(principal);
        return jdbi.withHandle(
                handle -> handle.createUpdate("delete from api_key where principal = :principal and source = 'api'")
                        .bind("principal", principal)
                        .execute());
    }
}
