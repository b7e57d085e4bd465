package io.agentaiops.alertrouter.notification.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.Delivery;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.NotificationReason;
import io.agentaiops.alertrouter.notification.slack.SlackMessageStore.Posted;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Posts to a Slack incoming webhook or, with a bot's token, by Slack's Web API, and believes it only when it answers
 * {@code ok}. With {@code update_message} the message of a group is updated as the group changes. A repetition is a message
 * of its own, for an update rings nobody, and so is what fires after the end.
 */
final class SlackIntegration implements Integration {

    private static final String POST = "chat.postMessage";
    private static final String UPDATE = "chat.update";

    /** Answers to an update after which only a new message helps. */
    private static final Set<String> GONE =
            Set.of("message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found");

    /** Refusals with status 200 that are worth another attempt. */
    private static final Set<String> PASSING =
            Set.of("ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout");

    private final HttpDelivery http;
    private final ObjectMapper json;
    private final SlackMessageStore store;
    private final SlackSettings settings;

    SlackIntegration(HttpDelivery http, ObjectMapper json, SlackMessageStore store, SlackSettings settings) {
        this.http = http;
        this.json = json;
        this.store = store;
        this.settings = settings;
    }

    @Override
    public boolean sendsResolved() {
        return settings.sendResolved();
    }

    @Override
    public boolean changesMessages() {
        return settings.updates();
    }

    @Override
    public Delivery deliver(Notification notification) {
        // An update is a message of its own: the one that stands says how its alerts stand.
        if (!settings.updates() || notification.message().reason() == NotificationReason.UPDATE) {
            return post(notification, settings.url(), null, new AtomicReference<>());
        }
        boolean repeats = notification.message().reason() == NotificationReason.REPEAT;
        Optional<Posted> known = repeats ? Optional.empty() : store.find(notification);
        if (known.isEmpty() && notification.message().reason() == NotificationReason.ACKNOWLEDGED) {
            return new Delivery.Delivered();
        }
        AtomicReference<@Nullable SlackAnswer> answer = new AtomicReference<>();
        Delivery delivery = known.isPresent() ? update(notification, known.get(), answer) : say(notification, answer);
        if (delivery instanceof Delivery.Delivered) {
            remember(notification, answer.get(), known.isPresent());
        }
        return delivery;
    }

    private Delivery say(Notification notification, AtomicReference<@Nullable SlackAnswer> answer) {
        return post(notification, settings.url(), null, answer);
    }

    private Delivery update(Notification notification, Posted posted, AtomicReference<@Nullable SlackAnswer> answer) {
        Delivery delivery = post(notification, settings.updateUrl(), posted, answer);
        SlackAnswer heard = answer.get();
        if (heard == null || !GONE.contains(heard.error())) {
            return delivery;
        }
        store.forget(notification);
        return say(notification, answer);
    }

    private void remember(Notification notification, @Nullable SlackAnswer answer, boolean known) {
        if (notification.message().resolved()) {
            if (known) {
                store.forget(notification);
            }
        } else if (answer != null && !answer.ts().isEmpty()) {
            store.keep(notification, new Posted(answer.channel(), answer.ts()));
        }
    }

    private Delivery post(
            Notification notification,
            URI url,
            @Nullable Posted posted,
            AtomicReference<@Nullable SlackAnswer> answer) {
        try {
            SlackBody body = SlackBody.of(notification, settings);
            String text = json.writeValueAsString(posted == null ? body : body.of(posted));
            String token = settings.token();
            Delivery delivery = http.post(
                    notification,
                    new HttpDelivery.Post(
                            url,
                            "application/json; charset=utf-8",
                            text,
                            token == null ? Map.of() : Map.of("Authorization", "Bearer " + token),
                            settings.timeout(),
                            settings.http()),
                    heard -> {
                        SlackAnswer read = SlackAnswer.of(heard, json);
                        answer.set(read);
                        return read.problem();
                    });
            SlackAnswer heard = answer.get();
            return heard != null && heard.problem() != null && PASSING.contains(heard.error())
                    ? new Delivery.Failed(heard.problem())
                    : delivery;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where messages are updated, from where they are posted. */
    static String updateUrl(String postUrl) {
        return postUrl.replace(POST, UPDATE);
    }
}
