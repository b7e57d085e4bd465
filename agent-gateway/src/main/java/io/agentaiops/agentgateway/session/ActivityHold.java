package io.agentaiops.agentgateway.session;

import io.agentaiops.agentgateway.privacy.ErasureHold;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The legal hold on what users said, as ops-scheduler announces it. */
@ApplicationScoped
public class ActivityHold implements ErasureHold {

    /** The class of data that is kept here. */
    private static final String CLASS = "user-activity";

    private final Jdbi jdbi;

    ActivityHold(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Remembers a hold that was set or lifted; those on data that others keep are passed over. */
    public void changed(String dataClass, boolean held, String reason, Instant at) {
        if (!dataClass.equals(CLASS)) {
            return;
        }
        jdbi.useHandle(handle -> {
            if (held) {
                handle.createUpdate("""
                                insert into legal_hold (class, reason, changed_at) values (:class, :reason, :at)
                                on conflict (class) do update set reason = :reason, changed_at = :at""")
                        .bind("class", CLASS)
                        .bind("reason", reason)
                        .bind("at", at)
                        .execute();
            } else {
                handle.createUpdate("delete from legal_hold where class = :class")
                        .bind("class", CLASS)
                        .execute();
            }
        });
    }

    /** Whether sessions stay whatever their age and whoever wants them gone. */
    boolean stands() {
        return reason().isPresent();
    }

    @Override
    public Optional<String> reason() {
        return jdbi.withHandle(handle -> handle.createQuery("select reason from legal_hold where class = :class")
                .bind("class", CLASS)
                .mapTo(String.class)
                .findOne());
    }
}
