package io.agentaiops.alertrouter.operation;

import io.agentaiops.alertrouter.operation.Outcome.Refused;
import jakarta.enterprise.context.ApplicationScoped;

/** Does what procedures ask for; runs in the caller's transaction. */
@ApplicationScoped
public class OperationDesk {

    private final NotifyOperation notify;
    private final MuteOperations mute;
    private final SummaryOperation summary;

    OperationDesk(NotifyOperation notify, MuteOperations mute, SummaryOperation summary) {
        this.notify = notify;
        this.mute = mute;
        this.summary = summary;
    }

    /** Does it, or says why not. */
    public Outcome perform(Order order) {
        try {
            return switch (order.capability()) {
                case "notify.send" -> notify.send(order);
                case "alerts.summary" -> summary.sumUp(order);
                case "alerts.mute" -> mute.mute(order);
                case "alerts.unmute" -> mute.unmute(order);
                default -> new Refused("alert-router has no capability " + order.capability());
            };
        } catch (IllegalArgumentException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
    }
}
