package io.agentaiops.eventbus.hold;

import io.agentaiops.eventbus.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The legal hold on what users did, as ops-scheduler announces it. A service that keeps such data has a table
 * {@code legal_hold} ({@code class}, {@code reason}, {@code changed_at}) and listens for {@code HoldChanged}.
 */
@ApplicationScoped
public class ActivityHold {

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

    /** Whether everything stays, whatever its age and whoever wants it gone. */
    public boolean stands() {
        return reason().isPresent();
    }

    /** Why nothing may be deleted; empty when it may. */
    public Optional<String> reason() {
        return jdbi.withHandle(handle -> handle.createQuery("select reason from legal_hold where class = :class")
                .bind("class", CLASS)
                .mapTo(String.class)
                .findOne());
    }

    /** Refuses a deletion while it stands, with the reason: a problem of 409, {@code user-activity-held}. */
    public void refuse() {
        reason().ifPresent(reason -> {
            throw Problem.conflict(
                    "user-activity-held",
                    "User activity is under a legal hold (" + reason
                            + "): nothing of it is deleted until it is lifted.");
        });
    }
}
