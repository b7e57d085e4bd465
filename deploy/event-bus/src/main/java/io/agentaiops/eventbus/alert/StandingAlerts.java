package io.agentaiops.eventbus.alert;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Raises and ends the alerts of this service. Whoever routes alerts takes one that nobody repeats for over, as it must for
 * publishers that died; so one without an end is kept in the transaction that raised it and said again every minute, by
 * one replica at a time, until it is published with its end.
 */
@ApplicationScoped
public class StandingAlerts {

    /** Well within the five minutes after which Alertmanager, unless told otherwise, lets an alert end. */
    private static final Duration REPEATED = Duration.ofMinutes(1);

    private static final int PORTION = 500;

    private final StandingAlertStore store;
    private final Outbox outbox;
    private final Clock clock;

    StandingAlerts(StandingAlertStore store, Outbox outbox, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Says the alert; it stands unless it has an end. Within the caller's transaction. */
    public void publish(AlertRaised alert) {
        publishAll(List.of(alert));
    }

    /** As {@link #publish} for several, of which no two have the same labels. */
    public void publishAll(Collection<AlertRaised> alerts) {
        // The rows first: their locks keep a repetition from being sent after the end.
        store.keep(alerts.stream().filter(alert -> alert.endsAt() == null).toList(), clock.instant());
        store.drop(alerts.stream().filter(alert -> alert.endsAt() != null).toList());
        outbox.publishAll(alerts);
    }

    @Scheduled(every = "15s", identity = "standing-alerts", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void repeat() {
        int said = PORTION;
        while (said == PORTION) {
            said = QuarkusTransaction.requiringNew().call(this::repeatSome);
        }
    }

    private int repeatSome() {
        Instant now = clock.instant();
        List<AlertRaised> due = store.takeDue(now.minus(REPEATED), now, PORTION);
        outbox.publishAll(due);
        return due.size();
    }
}
