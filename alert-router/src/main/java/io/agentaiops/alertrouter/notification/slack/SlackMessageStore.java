package io.agentaiops.alertrouter.notification.slack;

import io.agentaiops.alertrouter.notification.Notification;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Which Slack message tells of which group, in PostgreSQL. */
@ApplicationScoped
class SlackMessageStore {

    /** Slack lets messages be edited for longer than any group is worth. */
    private static final Duration KEPT = Duration.ofDays(30);

    /**
     * A message, as Slack names it.
     *
     * @param channel the channel's id
     * @param ts its time stamp, which identifies it there
     */
    record Posted(String channel, String ts) {}

    private final Jdbi jdbi;
    private final Clock clock;

    SlackMessageStore(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Optional<Posted> find(Notification notification) {
        return QuarkusTransaction.requiringNew()
                .call(() -> jdbi.withHandle(handle -> handle.createQuery("select channel, ts from slack_message"
                                + " where group_key = :group and receiver = :receiver and position = :position")
                        .bindMap(key(notification))
                        .map((row, context) -> new Posted(row.getString(1), row.getString(2)))
                        .findOne()));
    }

    void keep(Notification notification, Posted posted) {
        QuarkusTransaction.requiringNew()
                .run(() -> jdbi.useHandle(handle -> {
                    handle.createUpdate("delete from slack_message where updated_at < :before")
                            .bind("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                            .execute();
                    handle.createUpdate("""
                            insert into slack_message (group_key, receiver, position, channel, ts, updated_at)
                            values (:group, :receiver, :position, :channel, :ts, :now)
                            on conflict (group_key, receiver, position) do update
                            set channel = excluded.channel, ts = excluded.ts, updated_at = excluded.updated_at
                            """)
                            .bindMap(key(notification))
                            .bind("channel", posted.channel())
                            .bind("ts", posted.ts())
                            .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                            .execute();
                }));
    }

    /** What comes next about the group is another message. */
    void forget(Notification notification) {
        QuarkusTransaction.requiringNew()
                .run(() -> jdbi.useHandle(handle -> handle.createUpdate("delete from slack_message"
                                + " where group_key = :group and receiver = :receiver and position = :position")
                        .bindMap(key(notification))
                        .execute()));
    }

    private static Map<String, Object> key(Notification notification) {
        return Map.of(
                "group", notification.message().groupKey(),
                "receiver", notification.message().receiver(),
                "position", notification.position());
    }
}
