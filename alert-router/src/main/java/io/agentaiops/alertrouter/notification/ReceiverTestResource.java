package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sends a message that says it is a test through every way of a receiver, now, and says how each went. */
@Path("/api/v1/receivers/{name}/test")
@RolesAllowed("operator")
@RunOnVirtualThread
class ReceiverTestResource {

    private static final String NAME = "ReceiverTest";

    /**
     * How one way went.
     *
     * @param channel the channel
     * @param position which of the receiver's ways of that channel
     * @param delivered whether the receiver has it
     * @param reason what went wrong; empty when nothing did
     * @param durationMs how long it took
     */
    record Outcome(String channel, int position, boolean delivered, String reason, long durationMs) {}

    private final ReceiverDirectory directory;
    private final NotificationConfig config;
    private final Audit audit;
    private final Clock clock;

    ReceiverTestResource(ReceiverDirectory directory, NotificationConfig config, Audit audit, Clock clock) {
        this.directory = directory;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    @POST
    public List<Outcome> test(@PathParam("name") String name, @Context SecurityContext caller) {
        Receiver receiver = directory
                .receiver(name)
                .orElseThrow(() -> Problem.notFound(
                        "receiver-unknown", "no receiver is named " + name + "; GET /api/v2/receivers lists them"));
        String actor = caller.getUserPrincipal().getName();
        List<Outcome> outcomes = new ArrayList<>();
        for (Receiver.Way way : receiver.ways()) {
            outcomes.add(outcome(way, notification(receiver, way, actor)));
        }
        boolean all = outcomes.stream().allMatch(Outcome::delivered);
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(actor, "receiver.test", name, all ? "succeeded" : "failed", Map.of()));
        return outcomes;
    }

    private Outcome outcome(Receiver.Way way, Notification notification) {
        Instant begin = clock.instant();
        Delivery delivery = way.integration().deliver(notification);
        Attempt attempt = new Attempt(notification, delivery, begin, Duration.between(begin, clock.instant()));
        return new Outcome(
                way.channel(),
                way.position(),
                delivery instanceof Delivery.Delivered,
                attempt.reason(),
                attempt.took().toMillis());
    }

    private Notification notification(Receiver receiver, Receiver.Way way, String actor) {
        Instant now = clock.instant();
        Labels labels = Labels.of(Map.of(Labels.ALERT_NAME, NAME, Labels.SEVERITY, "info"));
        Message message = Message.onRequest(
                receiver.name(),
                "test:" + receiver.name(),
                labels,
                Map.of("summary", "This is a test of receiver " + receiver.name() + ", asked for by " + actor),
                now);
        return new Notification(
                UUID.fromString(Ids.next()),
                way.channel(),
                way.position(),
                message.title(),
                message,
                config.externalUrl(),
                1,
                false,
                now,
                now.plus(config.claim()));
    }
}
