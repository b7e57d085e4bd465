package io.agentaiops.agentgateway.messaging;

import io.agentaiops.agentgateway.run.LeaseKeeper;
import io.agentaiops.agentgateway.status.StatusBoard;
import io.agentaiops.agentgateway.status.StatusView;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.alert.AlertStateChanged;
import io.agentaiops.eventcontracts.alert.NotificationSettled;
import io.agentaiops.eventcontracts.operation.ProcedureRunProgressed;
import io.agentaiops.eventcontracts.query.AnswerCompleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/** Hears, on every replica, what the dashboard shows as it happens. */
@ApplicationScoped
class StatusListener {

    private final StatusBoard board;
    private final LeaseKeeper leases;

    StatusListener(StatusBoard board, LeaseKeeper leases) {
        this.board = board;
        this.leases = leases;
    }

    void listen(@Observes Subscriptions on) {
        on.broadcast(AlertStateChanged.class, this::alert);
        on.broadcast(ProcedureRunProgressed.class, this::procedureRun);
        on.broadcast(NotificationSettled.class, this::notification);
        on.broadcast(AnswerCompleted.class, this::run);
    }

    private void alert(AlertStateChanged event, EventMetadata meta) {
        board.alert(new StatusView.Alert(
                event.fingerprint(), label(event.state()), event.labels(), event.annotations(), event.startsAt()));
    }

    private void procedureRun(ProcedureRunProgressed event, EventMetadata meta) {
        board.procedureRun(new StatusView.ProcedureRun(
                event.runId(), event.procedureId(), event.title(), event.runState(), event.summary(), event.at()));
    }

    private void notification(NotificationSettled event, EventMetadata meta) {
        board.notification(new StatusView.Notification(
                event.notificationId(),
                event.receiver(),
                event.channel(),
                label(event.outcome()),
                event.title(),
                event.reason(),
                event.settledAt()));
    }

    /** Also stops the agent that works on the run here, when the run was stopped through another replica. */
    private void run(AnswerCompleted event, EventMetadata meta) {
        leases.ended(event.runId());
        board.run(new StatusView.AgentRun(
                event.runId(), label(event.outcome()), label(event.mode()), event.durationMs(), event.completedAt()));
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
